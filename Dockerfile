# Three stages: the front end, the Python packages, and a small image that runs as nobody special.
# `docker run … quartier migrate`, `quartier worker` and `quartier serve` are its commands.

FROM node:24-bookworm-slim AS front-end
WORKDIR /portal
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY static static
COPY templates templates
# The style sheet is cut to the classes that templates and code use.
COPY app app
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
COPY requirements/base.txt /tmp/base.txt
# A module: each further process of `quartier serve` would run a script of ours anew.
RUN python -m venv /opt/venv \
  && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r /tmp/base.txt \
  && printf '#!/bin/sh\nexec /opt/venv/bin/python -m app "$@"\n' > /opt/venv/bin/quartier \
  && chmod +x /opt/venv/bin/quartier

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/portal \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MODE=production \
    DATA_DIR=/data \
    HOST=0.0.0.0
RUN useradd --system --uid 10001 --home-dir /data --create-home portal
WORKDIR /portal
COPY --from=packages /opt/venv /opt/venv
COPY alembic.ini ./
COPY migrations migrations
COPY templates templates
COPY app app
COPY --from=front-end /portal/static/dist static/dist
RUN python -m app.i18n.catalogues && python -m compileall -q app
# The root file system may be read-only; only this and /tmp are written to.
VOLUME /data
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD \
  ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
CMD ["quartier", "serve"]
