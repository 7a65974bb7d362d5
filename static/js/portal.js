/* The whole script of the portal: htmx, six small helpers, and what fetches the rest. Without it every form still works. */
import "htmx.org/dist/htmx.esm.js";
import "./absenden.js";
import "./durchsage.js";
import "./filter.js";
import "./fokus.js";
import "./nachladen.js";
import "./verlauf.js";
import "./zaehler.js";
