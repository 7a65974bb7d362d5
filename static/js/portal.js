/* The whole script of the portal: htmx and five small helpers. Without it every form still works. */
import "htmx.org/dist/htmx.esm.js";
import "./absenden.js";
import "./durchsage.js";
import "./filter.js";
import "./fokus.js";
import "./zaehler.js";
