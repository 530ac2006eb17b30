const policy = globalThis.trustedTypes?.createPolicy("csm-inert", { createHTML: html => html });

/**
 * Lets HTML through where a browser would take none from a script: what the server has sanitised, and what is parsed only to be read.
 * Every other attempt of a script to make markup out of text fails.
 */
export const inert = html => policy?.createHTML(html) ?? html;
