import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { noteSchema } from "#app/domain/compensation/claim.schema.ts";
import { getOwnClaim } from "#app/domain/compensation/get-own-claim.server.ts";
import { objectTo, type ObjectRefusal } from "#app/domain/compensation/object-to.server.ts";
import { withdrawClaim } from "#app/domain/compensation/withdraw-claim.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import { requireClaimNumber } from "#app/http/claim-number.server.ts";
import { formKey } from "#app/http/form-key.ts";
import { formText } from "#app/http/form-text.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { forgetOwnForm, readOwnForm } from "#app/http/kept-form.server.ts";
import {
  subscriberAction,
  subscriberLoader,
  type SubscriberArgs,
} from "#app/http/subscriber-route.server.ts";
import { answerDetails } from "#app/locales/answer-details.ts";
import { compensationClaim } from "#app/locales/compensation-claim.ts";
import { compensationReview } from "#app/locales/compensation-review.ts";
import { compensation } from "#app/locales/compensation.ts";
import { say } from "#app/locales/say.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { OrderProblem } from "#app/ui/carrier-silence.tsx";
import { ClaimItems, ClaimPapers, ObjectionForm, WithdrawForm } from "#app/ui/compensation-claim.tsx";
import { ClaimState, sayClaim, sayNumber } from "#app/ui/compensation-claims.tsx";
import { WasKept } from "#app/ui/more-time.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";
import { WaysBack } from "#app/ui/ways-back.tsx";

export const loader = subscriberLoader("L2", async (args) => ({
  ...(await getFrame(args.ctx, args.language)),
  endsAt: args.session.endsAt.toISOString(),
  key: randomUUID(),
  readsOnly: await readsOnly(args.ctx, args.session),
  claim: await getOwnClaim(args.ctx, args.session, requireClaimNumber(args.params.number)),
  kept: await readObjection(args),
  done: new URL(args.request.url).searchParams.get("done"),
}));

async function readObjection(args: SubscriberArgs) {
  const kept = await readOwnForm(args);
  return kept && { words: kept.words ?? "", items: itemsIn((kept.item ?? "").split(",")) };
}

export const action = subscriberAction(
  "L2",
  async (args) => {
    const { formData, publicUrl } = args;
    const typed = { words: formText(formData, "words"), items: itemsIn(formData.getAll("item")) };
    if (formData.has("extend")) return data({ refusal: null, typed }, { status: 200 });
    const done = await act(args, typed.items);
    if (!done.ok) return data({ refusal: done.refusal, typed }, { status: 409 });
    throw redirect(done.value, { status: 303, headers: forgetOwnForm(publicUrl) });
  },
  ["words", "item"],
);

const itemsIn = (ids: readonly unknown[]) =>
  ids.filter((id): id is string => typeof id === "string" && /^\d{1,18}$/.test(id));

type Refusal = ObjectRefusal | "taken-on" | "too-long";

async function act(
  { ctx, session, formData, params }: SubscriberArgs & { formData: FormData },
  itemIds: string[],
): Promise<Result<string, Refusal>> {
  const claimNumber = requireClaimNumber(params.number);
  switch (formText(formData, "act")) {
    case "withdraw": {
      const gone = await withdrawClaim(ctx, session, { claimNumber });
      return gone.ok ? ok("/compensation#claims") : gone;
    }
    case "object": {
      const words = noteSchema.safeParse(formText(formData, "words"));
      if (!words.success) return refused("too-long");
      const form = { key: formKey(formData), claimNumber, itemIds, words: words.data };
      const objected = await objectTo(ctx, session, form);
      return objected.ok ? ok(`/compensation/claims/${claimNumber}?done=objected`) : objected;
    }
    default:
      throw new Response(null, { status: 400 });
  }
}

const refusalText = {
  "reads-only": answerDetails.read_only,
  "taken-on": compensationReview.gone,
  gone: compensationReview.gone,
  forfeited: compensationReview.forfeited,
  "too-late": compensationClaim.too_late,
  "already-objected": compensationClaim.already_objected,
  "nothing-refused": compensationClaim.nothing_refused,
  "stands-elsewhere": compensationClaim.stands_elsewhere,
  "too-long": compensationReview.too_long,
} as const satisfies Record<Refusal, unknown>;

const doneText = { filed: compensationClaim.filed_now, objected: compensationClaim.objected_now } as const;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(compensation.title, page?.language ?? "ko") },
];

export default function Claim() {
  const { language, synthetic, hotline, endsAt, key, readsOnly, claim, kept, done } =
    useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const refusal = sent?.refusal ?? null;
  const number = hotline?.number ?? "";
  const { claimNumber, objectionUntil: until } = claim;
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{sayClaim(claim, language)}</h1>
      <p className="quiet">{sayNumber(claim, language)}</p>
      {refusal && <OrderProblem language={language} text={say(refusalText[refusal], language, { number })} />}
      {!sent && kept && <WasKept language={language} />}
      {!sent && (done === "filed" || done === "objected") && (
        <p className="card verdict" role="status">
          {say(doneText[done], language, { claimNumber })}
        </p>
      )}
      <ClaimState language={language} number={number} claim={claim} />
      <ClaimItems language={language} claim={claim} />
      {claim.basis === "disputed" && claim.state !== "withdrawn" && (
        <ClaimPapers language={language} number={number} claim={claim} />
      )}
      {!readsOnly && until && (
        <ObjectionForm
          language={language}
          claim={claim}
          until={until}
          endsAt={endsAt}
          formKey={key}
          typed={sent?.typed ?? kept}
        />
      )}
      {claim.state === "filed" && (claim.isTaken || !readsOnly) && (
        <WithdrawForm language={language} isTaken={claim.isTaken} />
      )}
      <p>
        <a href="/compensation">{say(compensation.link, language)}</a>
      </p>
      <WaysBack language={language} />
    </Page>
  );
}
