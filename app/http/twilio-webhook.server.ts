import type { ActionFunctionArgs } from "@remix-run/node";
import { validateRequest } from "twilio/lib/webhooks/webhooks.js";
import type { LoadContext } from "#app/http/load-context.ts";
import { asHttp, readForm } from "#app/http/public-route.server.ts";

/** Where Twilio sends its receipts: the one address that takes a form without our Origin, since these are signed. */
export const TWILIO_STATUS_PATH = "/webhooks/twilio/status";

/** Nothing to look at there. */
export const twilioLoader = (): never => {
  throw new Response(null, { status: 405, headers: { Allow: "POST" } });
};

/** What Twilio sent, address and form together. */
type TwilioArgs = LoadContext & { fields: Record<string, string> };

/**
 * A form that Twilio alone may send: signed with our account's secret over the address that we gave it, which
 * is PUBLIC_URL's whatever the request's headers say. Without that secret there is nothing here.
 */
export const twilioAction =
  (act: (args: TwilioArgs) => Promise<Response>) =>
  async ({ request, context }: ActionFunctionArgs): Promise<Response> => {
    const { twilioAuthToken, publicUrl } = context;
    if (!twilioAuthToken) throw new Response(null, { status: 404 });

    const form = Object.fromEntries(
      [...(await readForm(request))].flatMap(([name, value]) =>
        typeof value === "string" ? [[name, value]] : [],
      ),
    ) as Record<string, string>;
    const { pathname, search, searchParams } = new URL(request.url);
    const signature = request.headers.get("x-twilio-signature") ?? "";
    if (!validateRequest(twilioAuthToken, signature, `${publicUrl}${pathname}${search}`, form))
      throw new Response(null, { status: 403 });
    return asHttp(act({ ...context, fields: { ...form, ...Object.fromEntries(searchParams) } }));
  };
