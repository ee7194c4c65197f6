import base from "#app/ui/base.css?inline";
import console from "#app/ui/console.css?inline";

/** The one stylesheet of a page, inlined in it: subscribers' pages don't carry the consoles'. */
export const stylesheets = { plain: base, console: base + console };
