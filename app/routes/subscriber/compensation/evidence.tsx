import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getOwnEvidence } from "#app/domain/compensation/get-own-evidence.server.ts";
import { receiveEvidence, type ReceiveRefusal } from "#app/domain/compensation/receive-evidence.server.ts";
import { removeEvidence, type RemoveRefusal } from "#app/domain/compensation/remove-evidence.server.ts";
import { requireClaimNumber } from "#app/http/claim-number.server.ts";
import { formKey } from "#app/http/form-key.ts";
import { formText } from "#app/http/form-text.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import {
  subscriberAction,
  subscriberLoader,
  type SubscriberArgs,
} from "#app/http/subscriber-route.server.ts";
import { answerDetails } from "#app/locales/answer-details.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import { evidence } from "#app/locales/evidence.ts";
import { say } from "#app/locales/say.ts";
import { refused } from "#app/shared/result.ts";
import { OrderProblem } from "#app/ui/carrier-silence.tsx";
import { AddDocument, AskedPapers, OwnDocuments } from "#app/ui/evidence-documents.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";

export const loader = subscriberLoader("L2", async ({ ctx, session, language, request }) => {
  const query = new URL(request.url).searchParams;
  // Signed in again, nobody remembers the number.
  if (!query.get("claim")) throw redirect("/compensation", 303);
  return {
    ...(await getFrame(ctx, language)),
    endsAt: session.endsAt.toISOString(),
    key: randomUUID(),
    own: await getOwnEvidence(ctx, session, requireClaimNumber(query.get("claim") ?? "")),
    why: turnedAway.find((why) => why === query.get("why")) ?? null,
  };
});

/**
 * What the web server said before anything was read (evidence-form.server.ts), and of a document that can't
 * be fetched (evidence-file.ts).
 */
const turnedAway = ["too-large", "another", "busy", "not-read"] as const;

export const action = subscriberAction("L2", async (args) => {
  const claimNumber = requireClaimNumber(new URL(args.request.url).searchParams.get("claim") ?? "");
  const evidenceId = formText(args.formData, "remove");
  const done = evidenceId
    ? await removeEvidence(args.ctx, args.session, args.evidence, { claimNumber, evidenceId })
    : await receiveFile(args, claimNumber);
  if (done.ok) throw redirect(`/compensation/evidence?claim=${claimNumber}`, 303);
  return data({ refusal: done.refusal }, { status: statusOf[done.refusal] ?? 422 });
});

async function receiveFile(
  { ctx, session, formData, ...args }: SubscriberArgs & { formData: FormData },
  claimNumber: string,
) {
  const file = formData.get("file");
  if (typeof file === "string" || !file?.size) return refused("no-file");
  return receiveEvidence(ctx, session, args.evidence, {
    key: formKey(formData),
    claimNumber,
    file: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
  });
}

type Refusal = ReceiveRefusal | RemoveRefusal | "no-file";

const statusOf: Partial<Record<Refusal, number>> = {
  "too-many": 409,
  gone: 409,
  "reads-only": 409,
  "form-used": 409,
  storing: 409,
  filed: 409,
  "enough-today": 429,
  "too-often": 429,
  "store-down": 503,
  "disk-full": 503,
  busy: 503,
};

const refusalText = {
  "no-file": evidence.no_file,
  "too-large": evidence.too_large,
  "not-a-picture-or-pdf": evidence.not_a_picture,
  broken: evidence.broken,
  "too-many-pixels": evidence.too_many_pixels,
  "encrypted-pdf": evidence.encrypted,
  "too-many": evidence.full,
  "store-down": evidence.store_down,
  "disk-full": evidence.store_down,
  gone: evidence.decided,
  "reads-only": answerDetails.read_only,
  "form-used": carrierOrder.form_used,
  "enough-today": evidence.enough_today,
  "too-often": evidence.too_often,
  storing: evidence.same_form,
  filed: evidence.filed,
  another: evidence.another,
  busy: evidence.busy,
  "not-read": evidence.not_read,
} as const satisfies Record<Refusal | (typeof turnedAway)[number], unknown>;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(evidence.title, page?.language ?? "ko") },
];

export default function Evidence() {
  const { language, synthetic, hotline, endsAt, key, own, why } = useLoaderData<typeof loader>();
  const isAsked = own.papers.length > 0;
  const problem = useActionData<typeof action>()?.refusal ?? why;
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{say(evidence.title, language)}</h1>
      <p>{say(isAsked ? evidence.lead_asked : evidence.lead, language, { number: own.claimNumber })}</p>
      {problem && <OrderProblem language={language} text={say(refusalText[problem], language)} />}
      {own.readsOnly && <p className="card">{say(answerDetails.read_only, language)}</p>}
      <AskedPapers language={language} number={hotline?.number ?? ""} papers={own.papers} />
      {own.left > 0 && !own.readsOnly && (
        <AddDocument language={language} formKey={key} left={own.left} refused={Boolean(problem)} />
      )}
      {own.left === 0 && (
        <p className="card">{say(own.decided ? evidence.decided : evidence.full, language)}</p>
      )}
      <OwnDocuments
        language={language}
        claimNumber={own.claimNumber}
        documents={own.documents}
        decided={own.decided}
        removable={own.isDraft && !own.readsOnly}
      />
      <p>
        <a href={own.isDraft ? "/compensation/claim" : `/compensation/claims/${own.claimNumber}`}>
          {say(evidence.back_draft, language)}
        </a>
      </p>
    </Page>
  );
}
