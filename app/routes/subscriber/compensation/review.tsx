import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { noteSchema } from "#app/domain/compensation/claim.schema.ts";
import { fileClaim, type FileRefusal } from "#app/domain/compensation/file-claim.server.ts";
import { getBankAccount } from "#app/domain/compensation/get-bank-account.server.ts";
import { getDraft } from "#app/domain/compensation/get-draft.server.ts";
import { setDraft } from "#app/domain/compensation/set-draft.server.ts";
import { withdrawClaim } from "#app/domain/compensation/withdraw-claim.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import { requireClaimNumber } from "#app/http/claim-number.server.ts";
import { formKrw } from "#app/http/form-krw.ts";
import { formText } from "#app/http/form-text.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { forgetOwnForm, readOwnForm } from "#app/http/kept-form.server.ts";
import {
  subscriberAction,
  subscriberLoader,
  type SubscriberArgs,
} from "#app/http/subscriber-route.server.ts";
import { answerDetails } from "#app/locales/answer-details.ts";
import { compensationReview } from "#app/locales/compensation-review.ts";
import { compensationPayments } from "#app/locales/compensation-payments.ts";
import { say } from "#app/locales/say.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { OrderProblem } from "#app/ui/carrier-silence.tsx";
import { shownItems } from "#app/ui/compensation-payments.tsx";
import { DraftItems, reviewFields, Saved, SendForm, type TypedReview } from "#app/ui/compensation-review.tsx";
import { WasKept } from "#app/ui/more-time.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";

export const loader = subscriberLoader("L2", async (args) => {
  const { ctx, session, language, request } = args;
  const draft = await getDraft(ctx, session);
  const saved = new URL(request.url).searchParams.get("saved");
  return {
    ...(await getFrame(ctx, language)),
    endsAt: session.endsAt.toISOString(),
    readsOnly: await readsOnly(ctx, session),
    draft: draft && { ...draft, items: shownItems(draft.items) },
    account: await getBankAccount(ctx, session.subscriberId),
    saved: savedBy.find((act) => act === saved) ?? null,
    kept: await readOwnForm(args),
  };
});

const savedBy = ["save", "account"] as const;

export const action = subscriberAction(
  "L2",
  async (args) => {
    const { formData, publicUrl } = args;
    const typed: TypedReview = Object.fromEntries(
      reviewFields.map((name) => [name, formText(formData, name)]),
    );
    if (formData.has("extend")) return data({ refusal: null, typed }, { status: 200 });
    const done = await act(args);
    if (!done.ok) return data({ refusal: done.refusal, typed }, { status: 409 });
    throw redirect(done.value, { status: 303, headers: forgetOwnForm(publicUrl) });
  },
  reviewFields,
);

type Refusal = FileRefusal | "taken-on" | "too-long";

async function act(args: SubscriberArgs & { formData: FormData }): Promise<Result<string, Refusal>> {
  const { ctx, session, formData } = args;
  const name = formText(formData, "act");
  const claimNumber = requireClaimNumber(formText(formData, "claim"));
  if (name === "discard") {
    const gone = await withdrawClaim(ctx, session, { claimNumber });
    return gone.ok ? ok("/compensation/payments") : gone;
  }
  if (name !== "save" && name !== "account" && name !== "file") throw new Response(null, { status: 400 });
  const note = noteSchema.safeParse(formText(formData, "note"));
  if (!note.success) return refused("too-long");
  const payoutWay = formText(formData, "way") === "bank_account" ? "bank_account" : "bill_credit";
  const saved = await setDraft(ctx, session, { note: note.data, payoutWay });
  if (name !== "file") return saved.ok ? ok(`/compensation/claim?saved=${name}`) : saved;
  // The same form sent again finds no draft to save, and its claim filed.
  if (!saved.ok && saved.refusal !== "gone") return saved;
  const expectedKrw = formKrw(formData, "expectedKrw");
  const filed = await fileClaim(ctx, session, { claimNumber, expectedKrw });
  return filed.ok ? ok(`/compensation/claims/${claimNumber}?done=filed`) : filed;
}

const refusalText = {
  "reads-only": answerDetails.read_only,
  "no-items": compensationReview.no_items,
  "no-account": compensationReview.no_account,
  "sum-changed": compensationReview.sum_changed,
  gone: compensationReview.gone,
  "taken-on": compensationReview.gone,
  forfeited: compensationReview.forfeited,
  "too-many": compensationReview.too_many,
  "too-long": compensationReview.too_long,
} as const satisfies Record<Refusal, unknown>;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(compensationReview.check_title, page?.language ?? "ko") },
];

export default function Review() {
  const { language, synthetic, hotline, endsAt, readsOnly, draft, account, saved, kept } =
    useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const refusal = sent?.refusal ?? null;
  const number = hotline?.number ?? "";
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{say(compensationReview.check_title, language)}</h1>
      {refusal && <OrderProblem language={language} text={say(refusalText[refusal], language, { number })} />}
      {!sent && kept && <WasKept language={language} />}
      {saved && !sent && <Saved language={language} toAccount={saved === "account"} />}
      {readsOnly && <p className="card">{say(answerDetails.read_only, language)}</p>}
      {!draft || draft.items.length === 0 ? (
        <p className="card">
          {say(draft ? compensationReview.no_items : compensationReview.no_draft, language)}
        </p>
      ) : (
        <>
          <DraftItems language={language} draft={draft} />
          {!readsOnly && (
            <SendForm
              language={language}
              draft={draft}
              account={account}
              endsAt={endsAt}
              typed={sent?.typed ?? kept}
            />
          )}
        </>
      )}
      <p>
        <a href="/compensation/payments">{say(compensationPayments.back, language)}</a>
      </p>
    </Page>
  );
}
