import { redirect, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { parseCertificateCode } from "#app/domain/certificates/certificate.rules.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { publicLoader } from "#app/http/public-route.server.ts";
import { certificateCheck } from "#app/locales/certificate-check.ts";
import { say } from "#app/locales/say.ts";
import { CertificateForm } from "#app/ui/certificate-check.tsx";
import { Page } from "#app/ui/page.tsx";

/** A code that was typed goes on to its own address; what can't be one is answered as any that isn't ours. */
export const loader = publicLoader(async ({ ctx, language, request }) => {
  const typed = new URL(request.url).searchParams.get("code");
  if (typed !== null)
    throw redirect(
      `/certificate/${parseCertificateCode(typed) ?? encodeURIComponent(typed.slice(0, 40) || "-")}`,
    );
  return getFrame(ctx, language);
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: say(certificateCheck.title, data?.language ?? "ko") },
];

export default function Certificate() {
  const { language, synthetic, hotline } = useLoaderData<typeof loader>();
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <h1>{say(certificateCheck.title, language)}</h1>
      <p>{say(certificateCheck.lead, language)}</p>
      <CertificateForm language={language} isWrong={false} />
    </Page>
  );
}
