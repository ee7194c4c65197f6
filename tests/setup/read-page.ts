import type { HttpAnswer } from "#tests/setup/web-server.ts";

/** What a page shows, without React's marks between two texts. */
export const html = ({ body }: HttpAnswer) =>
  body.toString().replaceAll("<!-- -->", "").replaceAll("&#x27;", "'");

/** Of the page's first field of that name. */
export const valueOf = (page: HttpAnswer, name: string) =>
  new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(html(page))?.[1] ?? "";
