import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Forbidden, NotFound } from "#app/domain/context.server.ts";
import { requestLanguage } from "#app/http/language.server.ts";
import type { LoadContext } from "#app/http/load-context.ts";
import type { Language } from "#app/locales/language.ts";

export type PublicArgs = LoadContext & {
  request: Request;
  params: Readonly<Record<string, string | undefined>>;
  language: Language;
};

/** A page that anyone may read. */
export const publicLoader =
  <Answer>(load: (args: PublicArgs) => Promise<Answer>) =>
  ({ request, params, context }: LoaderFunctionArgs): Promise<Answer> =>
    asHttp(
      load({
        ...context,
        request,
        params,
        language: requestLanguage(request.url, Object.fromEntries(request.headers)),
      }),
    );

/** A form that anyone may send. The Origin was checked before it came here (create-app.server.ts). */
export const publicAction =
  <Answer>(act: (args: PublicArgs & { formData: FormData }) => Promise<Answer>) =>
  async ({ request, params, context }: ActionFunctionArgs): Promise<Answer> =>
    asHttp(
      act({
        ...context,
        request,
        params,
        language: requestLanguage(request.url, Object.fromEntries(request.headers)),
        formData: await readForm(request),
      }),
    );

/**
 * The form that was sent. What is no form, or has a character that no text of the database can have, is the
 * sender's fault, not an outage.
 */
export async function readForm(request: Request): Promise<FormData> {
  const formData = await request.formData().catch(() => null);
  const isText = ([, value]: [string, FormDataEntryValue]) =>
    typeof value !== "string" || !value.includes("\0");
  if (!formData || ![...formData].every(isText)) throw new Response(null, { status: 400 });
  return formData;
}

/** The domain's two errors become their status; everything else is a bug or an outage, and goes on up. */
export async function asHttp<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotFound) throw new Response(null, { status: 404 });
    if (error instanceof Forbidden) throw new Response(null, { status: 403 });
    throw error;
  }
}
