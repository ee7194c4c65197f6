import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { certificateKinds } from "#app/domain/certificates/certificate.rules.ts";
import { issueCertificate } from "#app/domain/certificates/issue-certificate.server.ts";
import { listOwnCertificates } from "#app/domain/certificates/list-own-certificates.server.ts";
import { formText } from "#app/http/form-text.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { subscriberAction, subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { certificate } from "#app/locales/certificate.ts";
import { say } from "#app/locales/say.ts";
import { CertificateProblem, IssueCertificates, OwnCertificates } from "#app/ui/certificates.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";

export const loader = subscriberLoader("L1", async ({ ctx, session, language }) => ({
  ...(await getFrame(ctx, language)),
  endsAt: session.endsAt.toISOString(),
  masked: session.level === "L1",
  issued: await listOwnCertificates(ctx, session.subscriberId),
}));

export const action = subscriberAction("L1", async ({ ctx, session, language, formData }) => {
  const kind = certificateKinds.find((one) => one === formText(formData, "kind"));
  if (!kind) throw new Response(null, { status: 400 });
  const { subscriberId } = session;
  const issued = await issueCertificate(ctx, { subscriberId, kind, language });
  if (!issued.ok) return data({ refusal: issued.refusal }, { status: 409 });
  throw redirect("/certificates", 303);
});

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(certificate.title, page?.language ?? "ko") },
];

export default function Certificates() {
  const { language, synthetic, hotline, endsAt, masked, issued } = useLoaderData<typeof loader>();
  const { refusal } = useActionData<typeof action>() ?? {};
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{say(certificate.title, language)}</h1>
      <p>{say(certificate.lead, language)}</p>
      {refusal && <CertificateProblem language={language} refusal={refusal} />}
      <IssueCertificates language={language} />
      <OwnCertificates
        language={language}
        masked={masked}
        issued={issued.map((one) => ({ ...one, issuedAt: new Date(one.issuedAt) }))}
      />
      <p>
        <a href="/result">{say(certificate.back, language)}</a>
      </p>
    </Page>
  );
}
