import PDFDocument from "pdfkit";
import QRCode from "qrcode";
import { certificateLines, certificateTitle } from "#app/domain/certificates/certificate-text.rules.ts";
import type { FullCertificate } from "#app/domain/certificates/get-own-certificate.server.ts";
import { pdfFonts, type PdfFont } from "#app/infra/pdf-fonts.server.ts";
import { certificate as words } from "#app/locales/certificate.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say, type Message } from "#app/locales/say.ts";
import { kstTime } from "#app/shared/time.ts";

const MARGIN = 56;
const QR_POINTS = 120;

/**
 * The file that the person keeps: in their language and in Korean, with the code and where it is checked. Its
 * properties name nobody.
 */
export async function renderCertificatePdf(given: FullCertificate, publicUrl: string): Promise<Buffer> {
  const { code, language, issuedAt, facts, person, incident } = given;
  const document = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    info: {
      Title: `${certificateTitle(facts.kind, language)} ${code}`,
      CreationDate: issuedAt,
      ModDate: issuedAt,
    },
    lang: language,
  });
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    document.on("end", resolve);
    document.on("error", reject);
  });
  for (const [name, read] of Object.entries(pdfFonts)) document.registerFont(name, read());

  const inBoth = [...new Set<Language>([language, "ko"])];
  for (const [at, one] of inBoth.entries())
    write(document, certificateTitle(facts.kind, one), { size: at === 0 ? 22 : 15, font: "bold" });
  write(
    document,
    inBoth.map((one) => say(words.issuer, one, { carrier: incident.carrier[one] })).join("  ·  "),
    {
      size: 10,
      grey: true,
    },
  );
  const row = (label: Message, value: string) => {
    document.moveDown(0.6);
    write(document, inBoth.map((one) => say(label, one)).join(" / "), { size: 9, grey: true });
    write(document, value, { size: 13 });
  };
  row(words.name, person.name);
  row(words.number, person.number);
  // To whom it is issued, who alone can sign in.
  if (person.masked) write(document, say(words.masked, language), { size: 8, grey: true });
  row(words.incident, [...new Set(inBoth.map((one) => incident.names[one]))].join(" / "));
  row(words.issued, `${formatDay(issuedAt, language)} ${kstTime(issuedAt)} (KST)`);
  row(words.code, code);
  document.moveDown(0.6);
  write(document, inBoth.map((one) => say(words.content, one)).join(" / "), { size: 9, grey: true });
  for (const one of inBoth) {
    for (const line of certificateLines({ facts, issuedAt, incident }, one))
      write(document, line, { size: 12 });
    document.moveDown(0.6);
  }

  const address = `${publicUrl}/certificate/${code}`;
  const top = document.y + 8;
  const qr = await QRCode.toBuffer(address, { errorCorrectionLevel: "M", margin: 4, scale: 4 });
  document.image(qr, MARGIN, top, { width: QR_POINTS });
  document.y = top + QR_POINTS + 8;
  for (const one of inBoth)
    write(document, say(words.how_to_check, one, { address }), { size: 10, grey: true });
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

const CHINESE = /\p{Script=Han}/u;
const KOREAN = /(\p{Script=Hangul}+)/u;

/** A paragraph; where it is Chinese, its Latin letters are of the same font, and Korean names stand in theirs. */
function write(
  document: PDFKit.PDFDocument,
  text: string,
  { size, font = "korean", grey = false }: { size: number; font?: PdfFont; grey?: boolean },
) {
  const isChinese = CHINESE.test(text);
  const runs = isChinese ? text.split(KOREAN).filter((run) => run !== "") : [text];
  document.fontSize(size).fillColor(grey ? "#555555" : "#111111");
  for (const [at, run] of runs.entries())
    document
      .font(isChinese && !KOREAN.test(run) ? "chinese" : font)
      .text(run, { continued: at < runs.length - 1, lineGap: isChinese ? -size * 0.15 : 3 });
}
