import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getAnswerDetails } from "#app/domain/exposure/get-answer-details.server.ts";
import { getOwnAnswer } from "#app/domain/exposure/get-own-answer.server.ts";
import { listHolderLines } from "#app/domain/verification/list-holder-lines.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import { subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { answerDetails } from "#app/locales/answer-details.ts";
import { compensation } from "#app/locales/compensation.ts";
import { requests } from "#app/locales/requests.ts";
import { result } from "#app/locales/result.ts";
import { say } from "#app/locales/say.ts";
import { AnswerDetails } from "#app/ui/answer-details.tsx";
import { AnswerChanges, AnswerHistory } from "#app/ui/answer-history.tsx";
import { AnswerItems } from "#app/ui/answer-items.tsx";
import { AnswerSteps } from "#app/ui/answer-steps.tsx";
import { AnswerSwapped, CertificatesLink } from "#app/ui/answer-swapped.tsx";
import { AnswerVerdict } from "#app/ui/answer-verdict.tsx";
import { CallLinks } from "#app/ui/call-links.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";

export const loader = subscriberLoader("L1", async ({ ctx, session, language }) => ({
  language,
  endsAt: session.endsAt.toISOString(),
  answer: await getOwnAnswer(ctx, session.subscriberId),
  // There is nothing to choose among one.
  otherLines: session.holderId !== null && (await listHolderLines(ctx, session.holderId)).length > 1,
  details: session.level === "L2" ? await getAnswerDetails(ctx, session.subscriberId) : null,
  readsOnly: await readsOnly(ctx, session),
}));

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: say(result.title, data?.language ?? "ko") },
];

export default function Result() {
  const { language, endsAt, answer, otherLines, details, readsOnly } = useLoaderData<typeof loader>();
  const { incident, history, minor, swappedAt, suspected } = answer;
  return (
    <Page language={language} synthetic={incident.synthetic} hotline={incident.hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      {otherLines && (
        <p>
          <a href="/lines">{say(answerDetails.other_line, language)}</a>
        </p>
      )}
      {minor && <p>{say(result.minor, language)}</p>}
      <AnswerVerdict language={language} incident={incident} history={history} suspected={suspected} />
      <AnswerChanges language={language} incident={incident} history={history} />
      <AnswerSwapped language={language} incident={incident} history={history} swappedAt={swappedAt} />
      <AnswerSteps language={language} answer={answer} />
      <AnswerItems language={language} incident={incident} history={history} />
      <AnswerDetails language={language} details={details} readsOnly={readsOnly} />
      <AnswerHistory language={language} incident={incident} history={history} />
      <p>
        <a href="/compensation">{say(compensation.unknown_payment, language)}</a>
      </p>
      <p>
        <a href="/requests">{say(requests.link, language)}</a>
      </p>
      <CertificatesLink language={language} />
      <CallLinks language={language} />
    </Page>
  );
}
