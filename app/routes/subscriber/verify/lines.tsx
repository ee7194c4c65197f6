import { redirect, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { changeLine } from "#app/domain/verification/change-line.server.ts";
import { listHolderLines } from "#app/domain/verification/list-holder-lines.server.ts";
import { formText } from "#app/http/form-text.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { subscriberAction, subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { say } from "#app/locales/say.ts";
import { verify } from "#app/locales/verify.ts";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";
import { formatMsisdn } from "#app/shared/phone.ts";

export const loader = subscriberLoader("L2", async ({ ctx, session, language }) => ({
  ...(await getFrame(ctx, language)),
  endsAt: session.endsAt.toISOString(),
  lines: (await listHolderLines(ctx, session.holderId ?? 0n)).map(({ id, msisdn, minor }) => ({
    id: String(id),
    number: formatMsisdn(msisdn),
    minor,
    chosen: id === session.subscriberId,
  })),
}));

export const action = subscriberAction("L2", async ({ ctx, session, formData }) => {
  const line = formText(formData, "line");
  if (!/^\d{1,18}$/.test(line)) throw new Response(null, { status: 400 });
  await changeLine(ctx, session, BigInt(line));
  throw redirect("/result", 303);
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: say(verify.lines_title, data?.language ?? "ko") },
];

export default function Lines() {
  const { language, synthetic, hotline, endsAt, lines } = useLoaderData<typeof loader>();
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{say(verify.lines_title, language)}</h1>
      <p>{say(verify.lines, language)}</p>
      {lines.map(({ id, number, minor, chosen }) => (
        <form key={id} method="post" className="card">
          <input type="hidden" name="line" value={id} />
          <p>
            <strong>{number}</strong>
            {minor && ` · ${say(verify.line_minor, language)}`}
            {chosen && ` · ${say(verify.line_chosen, language)}`}
          </p>
          <button className={chosen ? "second" : "wide"}>
            {say(verify.line_open, language, { number })}
          </button>
        </form>
      ))}
    </Page>
  );
}
