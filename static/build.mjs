/**
 * Builds static/dist/ from static/css, static/js, static/img and the npm packages:
 * one style sheet, one script and its later parts, fonts cut to the letters we use, images; hashed names in
 * manifest.json and Brotli and gzip variants beside every text file.
 * A run over unchanged sources ends at once.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build as bundleScript } from "esbuild";
import { Features, bundleAsync, transform } from "lightningcss";
import { PurgeCSS } from "purgecss";
import subsetFont from "subset-font";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const STATIC = path.join(ROOT, "static");
const DIST = path.join(STATIC, "dist");
const STAMP = path.join(DIST, ".stamp");
const MANIFEST = path.join(DIST, "manifest.json");
const resolvePackage = createRequire(import.meta.url).resolve;

const SOURCES = [
  ["static/css", /\.css$/],
  ["static/js", /\.js$/],
  ["static/img", /\.(svg|webp|png|jpe?g|ico)$/],
  ["templates", /\.html$/],
  ["app", /\.py$/],
];
const BROWSERS = { chrome: 111 << 16, firefox: 115 << 16, safari: (16 << 16) | (4 << 8), ios_saf: (16 << 16) | (4 << 8) };
const COMPRESSED = /\.(css|js|svg|json)$/;

const characters = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).join("");
const SUBSETS = {
  latin:
    characters(0x20, 0x7e) +
    characters(0xa0, 0xff) +
    "\u0131\u0152\u0153\u1e9e\u2009\u2011\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u202f\u2039\u203a\u20ac\u2190\u2192\u2212",
  "latin-ext": characters(0x100, 0x17f) + "\u0218\u0219\u021a\u021b",
};
const WEIGHTS = { 400: "Regular", 600: "SemiBold" };
const FONT_FEATURES = ["ccmp", "kern", "locl", "mark", "tnum"];

const hash = (...parts) =>
  parts.reduce((sum, part) => sum.update(part).update("\0"), createHash("sha256")).digest("hex");

async function filesIn(folder, pattern) {
  const base = path.join(ROOT, folder);
  if (!existsSync(base)) return [];
  const entries = await readdir(base, { recursive: true });
  return entries
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => path.join(base, name));
}

async function fingerprint() {
  const listed = await Promise.all(SOURCES.map(([folder, pattern]) => filesIn(folder, pattern)));
  const names = [path.join(ROOT, "package-lock.json"), fileURLToPath(import.meta.url), ...listed.flat()];
  const contents = await Promise.all(names.map((name) => readFile(name)));
  return hash(...names.flatMap((name, i) => [path.relative(ROOT, name), contents[i]]));
}

async function upToDate(stamp) {
  if (!existsSync(STAMP) || (await readFile(STAMP, "utf8")) !== stamp) return false;
  const manifest = JSON.parse(await readFile(MANIFEST, "utf8"));
  return Object.values(manifest).every((name) => existsSync(path.join(DIST, name)));
}

const compress = {
  ".br": (data) =>
    promisify(brotliCompress)(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  ".gz": (data) => promisify(gzip)(data, { level: 9 }),
};

/** Writes one file under its hashed name, with its compressed variants, and notes it. */
async function emit(manifest, name, data) {
  const { dir, name: stem, ext } = path.parse(name);
  await write(manifest, name, path.posix.join(dir, `${stem}-${hash(data).slice(0, 10)}${ext}`), data);
}

async function write(manifest, name, hashed, data) {
  const target = path.join(DIST, hashed);
  manifest[name] = hashed;
  if (existsSync(target)) return;
  await mkdir(path.dirname(target), { recursive: true });
  if (COMPRESSED.test(name)) {
    for (const [ending, pack] of Object.entries(compress)) await writeFile(target + ending, await pack(data));
  }
  await writeFile(target, data);
}

async function buildFonts(manifest) {
  const folder = path.join(path.dirname(resolvePackage("@kern-ux/native/package.json")), "dist/fonts/fira-sans");
  for (const [weight, face] of Object.entries(WEIGHTS)) {
    const source = await readFile(path.join(folder, `FiraSans-${face}.woff2`));
    for (const [subset, text] of Object.entries(SUBSETS)) {
      const options = { targetFormat: "woff2", noHinting: true, keepFeatures: FONT_FEATURES };
      await emit(manifest, `fonts/fira-sans-${subset}-${weight}.woff2`, await subsetFont(source, text, options));
    }
  }
}

async function buildImages(manifest) {
  for (const file of await filesIn("static/img", SOURCES[2][1])) {
    const data = await readFile(file);
    const minimal = file.endsWith(".svg") ? data.toString().replace(/<!--[\s\S]*?-->/g, "").replace(/>\s+</g, "><").trim() : data;
    await emit(manifest, path.relative(STATIC, file).split(path.sep).join("/"), minimal);
  }
}

/** The strict CSP allows no data: address, so rules that carry one (KERN's icon masks) go. */
const withoutDataAddresses = {
  Declaration: (declaration) => (JSON.stringify(declaration).includes('"data:') ? [] : undefined),
};

const hashedAddresses = (manifest) => ({
  Url(url) {
    if (!manifest[url.url]) throw new Error(`the style sheet names ${url.url}, which the build does not know`);
    return { ...url, url: manifest[url.url] };
  },
});

async function buildStyles(manifest) {
  const { code } = await bundleAsync({
    filename: path.join(STATIC, "css/portal.css"),
    visitor: withoutDataAddresses,
    resolver: {
      resolve: (name, from) => (name.startsWith("@") ? resolvePackage(name) : path.resolve(path.dirname(from), name)),
    },
  });
  const [pruned] = await new PurgeCSS().purge({
    content: ["templates/**/*.html", "app/**/*.py", "static/js/**/*.js"].map((glob) => path.join(ROOT, glob)),
    css: [{ raw: code.toString() }],
    defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
    // Headings are written with a level as variable; KERN binds its tokens in one :is(body, …) rule.
    safelist: ["html", "h2", "h3", "h4", "htmx-request", /^:is/],
    keyframes: true,
    variables: true,
  });
  const result = transform({
    filename: "portal.css",
    code: Buffer.from(pruned.css),
    minify: true,
    targets: BROWSERS,
    exclude: Features.LightDark,
    visitor: hashedAddresses(manifest),
  });
  await emit(manifest, "portal.css", Buffer.from(result.code));
}

/** What a page needs at once is one file; the parts that it fetches later stand beside it, named by esbuild. */
async function buildScript(manifest) {
  const result = await bundleScript({
    entryPoints: [path.join(STATIC, "js/portal.js")],
    bundle: true,
    splitting: true,
    format: "esm",
    legalComments: "none",
    minify: true,
    outdir: DIST,
    entryNames: "[name]",
    chunkNames: "[name]-[hash]",
    target: "es2022",
    write: false,
  });
  for (const { path: file, contents } of result.outputFiles) {
    const name = path.relative(DIST, file);
    if (name === "portal.js") await emit(manifest, name, Buffer.from(contents));
    else await write(manifest, name, name, Buffer.from(contents));
  }
}

async function removeStale(manifest) {
  const kept = new Set(Object.values(manifest).flatMap((name) => [name, `${name}.br`, `${name}.gz`]));
  const entries = await readdir(DIST, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((item) => item.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(DIST, file).split(path.sep).join("/");
    if (!kept.has(name) && file !== MANIFEST && file !== STAMP) await rm(file);
  }
}

async function report(manifest) {
  for (const name of ["portal.css", "portal.js"]) {
    const { length } = await readFile(path.join(DIST, `${manifest[name]}.br`));
    console.log(`  ${name}: ${(length / 1024).toFixed(1)} KB Brotli`);
  }
}

async function main() {
  const stamp = await fingerprint();
  if (await upToDate(stamp)) return console.log("static/dist is up to date");
  await mkdir(DIST, { recursive: true });
  const manifest = {};
  await Promise.all([buildFonts(manifest), buildImages(manifest), buildScript(manifest)]);
  await buildStyles(manifest);
  const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(`${MANIFEST}.new`, JSON.stringify(sorted, null, 1));
  await rename(`${MANIFEST}.new`, MANIFEST);
  await removeStale(manifest);
  await writeFile(STAMP, stamp);
  console.log(`static/dist built: ${Object.keys(manifest).length} files`);
  return report(manifest);
}

await main();
