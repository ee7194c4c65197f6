import { getOwnCertificate } from "#app/domain/certificates/get-own-certificate.server.ts";
import { renderCertificatePdf } from "#app/domain/certificates/render-certificate-pdf.server.ts";
import { subscriberLoader } from "#app/http/subscriber-route.server.ts";

/** `/certificates/CODE.pdf`: the file to keep, in the language that it was issued in and in Korean. */
export const loader = subscriberLoader("L1", async ({ ctx, session, params, publicUrl }) => {
  const { subscriberId } = session;
  const [, code] = /^(.+)[.]pdf$/.exec(params.file ?? "") ?? [];
  if (!code) throw new Response(null, { status: 404 });
  const own = await getOwnCertificate(ctx, { subscriberId, code });
  const file = await renderCertificatePdf(own, publicUrl);
  return new Response(new Uint8Array(file), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Length": String(file.length),
      "Content-Disposition": `attachment; filename="ansim-${own.facts.kind}-${own.code}.pdf"`,
    },
  });
});
