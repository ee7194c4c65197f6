import { data, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { findCurrentIncident } from "#app/domain/incidents/find-current-incident.server.ts";
import { checkMessageSchema, LONGEST_MESSAGE } from "#app/domain/notices/check-message.schema.ts";
import { checkMessage } from "#app/domain/notices/check-message.server.ts";
import { formText } from "#app/http/form-text.ts";
import { publicAction, publicLoader } from "#app/http/public-route.server.ts";
import { messageCheck } from "#app/locales/message-check.ts";
import { say } from "#app/locales/say.ts";
import { MessageVerdictCard } from "#app/ui/message-verdict.tsx";
import { Page } from "#app/ui/page.tsx";

export const loader = publicLoader(async ({ ctx, language, publicUrl }) => {
  const incident = await findCurrentIncident(ctx);
  return {
    language,
    publicUrl,
    synthetic: incident?.synthetic ?? false,
    hotline: incident?.hotline ?? null,
    namesSenders: (incident?.senders.length ?? 0) > 0,
  };
});

/** Answers on the page itself: what was pasted holds a link, so it may stand in no address. */
export const action = publicAction(async ({ ctx, publicUrl, formData }) => {
  const typed = { text: formText(formData, "text"), sender: formText(formData, "sender") };
  const form = checkMessageSchema.safeParse(typed);
  if (!form.success) {
    const refusals = form.error.issues.map(({ message }) => message);
    const refusal = refusals.includes("too-long") ? "too-long" : "sender-unreadable";
    return data({ typed, refusal, verdict: null } as const, { status: 422 });
  }
  const checked = await checkMessage(ctx, { ...form.data, publicUrl });
  if (!checked.ok) return data({ typed, refusal: checked.refusal, verdict: null }, { status: 422 });
  return data({ typed, refusal: null, verdict: checked.value });
});

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(messageCheck.title, page?.language ?? "ko") },
];

const refusalText = {
  "not-whole": messageCheck.not_whole,
  "too-long": messageCheck.too_long,
  "sender-unreadable": messageCheck.sender_unreadable,
};

export default function MessageCheck() {
  const { language, publicUrl, synthetic, hotline, namesSenders } = useLoaderData<typeof loader>();
  const { typed, refusal, verdict } = useActionData<typeof action>() ?? {};
  const wrong = refusal && (refusal === "sender-unreadable" ? "sender" : "text");
  const describe = (field: "text" | "sender") =>
    wrong === field
      ? { "aria-describedby": `problem ${field}-hint`, "aria-invalid": true }
      : { "aria-describedby": `${field}-hint` };
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      {verdict ? (
        <MessageVerdictCard language={language} publicUrl={publicUrl} hotline={hotline} verdict={verdict} />
      ) : (
        <>
          <h1>{say(messageCheck.title, language)}</h1>
          <p>{say(messageCheck.lead, language)}</p>
        </>
      )}
      {refusal && (
        <div className="error" role="alert" id="problem">
          <h2>{say(messageCheck.error, language)}</h2>
          <p>{say(refusalText[refusal], language)}</p>
        </div>
      )}
      {verdict && <h2>{say(messageCheck.again, language)}</h2>}
      <form method="post" className="card">
        <label htmlFor="text">{say(messageCheck.text_label, language)}</label>
        <div id="text-hint" className="quiet">
          {say(messageCheck.text_hint, language)}
        </div>
        <textarea
          id="text"
          name="text"
          rows={10}
          required
          // More than is taken, so that a longer paste is refused and not cut; less than what the server hangs up on.
          maxLength={LONGEST_MESSAGE + 1_000}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          defaultValue={typed?.text}
          {...describe("text")}
        />
        {namesSenders && (
          <>
            <label htmlFor="sender">{say(messageCheck.sender_label, language)}</label>
            <div id="sender-hint" className="quiet">
              {say(messageCheck.sender_hint, language)}
            </div>
            <input
              id="sender"
              name="sender"
              maxLength={100}
              autoCapitalize="off"
              autoComplete="off"
              spellCheck={false}
              defaultValue={typed?.sender}
              {...describe("sender")}
            />
          </>
        )}
        <button className="wide">{say(messageCheck.submit, language)}</button>
      </form>
      <p className="quiet">{say(messageCheck.limits, language)}</p>
    </Page>
  );
}
