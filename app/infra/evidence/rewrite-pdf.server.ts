import {
  decodePDFRawStream,
  EncryptedPDFError,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
  PDFStream,
  type PDFObject,
  type PDFPage,
} from "@cantoo/pdf-lib";
import { stripJpeg } from "#app/infra/evidence/strip-jpeg.ts";

export type RewrittenPdf =
  { ok: true; bytes: Uint8Array } | { ok: false; refusal: "broken" | "encrypted-pdf" };

/** What a page needs to be seen, beside its annotations. */
const ofAPage = new Set([
  "Type",
  "Parent",
  "Resources",
  "Contents",
  "MediaBox",
  "CropBox",
  "Rotate",
  "UserUnit",
  "Group",
]);

/**
 * What acts, carries files or tells of whoever made it, wherever in the file it hangs. No font or picture of
 * a page is called so.
 */
const neverKept = [
  ..."AA AcroForm AF EF EmbeddedFile EmbeddedFiles JavaScript JS Launch LastModified Metadata Names OpenAction".split(
    " ",
  ),
  ..."OPI Outlines PieceInfo Properties Ref RichMediaContent StructParent StructParents Threads Thumb URI XFA".split(
    " ",
  ),
].map((name) => PDFName.of(name));

/** A hundred scanned pages are some hundred of them: their contents, pictures and fonts. */
const MOST_STREAMS = 5_000;

/**
 * The pages of a PDF, copied into a new one: what is seen on them, and nothing that acts (scripts, actions,
 * forms, links), no attached file and no metadata, also none of the JPEGs in it. What was filled into a form,
 * or stamped, stays as it looks. One under a password is refused.
 */
export async function rewritePdf(bytes: Uint8Array): Promise<RewrittenPdf> {
  try {
    const source = await PDFDocument.load(bytes, { updateMetadata: false });
    const objects = source.context.enumerateIndirectObjects().map(([, object]) => object);
    if (objects.filter((object) => object instanceof PDFStream).length > MOST_STREAMS)
      return { ok: false, refusal: "broken" };
    for (const object of objects) clean(object);
    const pages = source.getPages();
    if (pages.length === 0) return { ok: false, refusal: "broken" };
    for (const page of pages) cleanPage(page);
    const written = await PDFDocument.create({ updateMetadata: false });
    for (const page of await written.copyPages(source, source.getPageIndices())) written.addPage(page);
    return { ok: true, bytes: await written.save({ addDefaultPage: false }) };
  } catch (error) {
    return { ok: false, refusal: error instanceof EncryptedPDFError ? "encrypted-pdf" : "broken" };
  }
}

function cleanPage({ node, doc }: PDFPage) {
  const annotations = node.Annots()?.asArray() ?? [];
  for (const key of node.keys()) if (!ofAPage.has(key.decodeText())) node.delete(key);
  const seen = annotations.flatMap((annotation) => {
    const looks = doc.context.lookup(annotation);
    return looks instanceof PDFDict ? asStamp(looks) : [];
  });
  if (seen.length > 0) node.set(PDFName.of("Annots"), doc.context.obj(seen));
}

/** How an annotation looks, as one that does nothing; none where it has no looks of its own, as links. */
function asStamp(annotation: PDFDict): PDFDict[] {
  const looks = annotation.lookup(PDFName.of("AP"));
  const normal = looks instanceof PDFDict ? looks.get(PDFName.of("N")) : undefined;
  if (!normal) return [];
  const stamp = annotation.context.obj({ Type: "Annot", Subtype: "Stamp", AP: { N: normal } });
  for (const name of ["Rect", "AS", "F"]) {
    const value = annotation.get(PDFName.of(name));
    if (value) stamp.set(PDFName.of(name), value);
  }
  return [stamp];
}

function clean(object: PDFObject) {
  if (object instanceof PDFArray) for (const item of object.asArray()) clean(item);
  if (object instanceof PDFStream) {
    clean(object.dict);
    if (object instanceof PDFRawStream) cleanPicture(object);
  }
  if (!(object instanceof PDFDict)) return;
  for (const key of neverKept) object.delete(key);
  for (const value of object.values()) clean(value);
}

/**
 * A JPEG is kept as it is but for what it says beside its pixels; what else packs it is unpacked before.
 * Throws at a JPEG 2000, which can say as much and which nothing of ours takes apart.
 */
function cleanPicture(stream: PDFRawStream) {
  const filter = PDFName.of("Filter");
  const named = stream.dict.lookup(filter);
  const { context } = stream.dict;
  const filters =
    named instanceof PDFArray ? named.asArray().map((one) => context.lookup(one)) : named ? [named] : [];
  if (filters.includes(PDFName.of("JPXDecode"))) throw new Error("a JPEG 2000");
  const jpeg = PDFName.of("DCTDecode");
  const short = PDFName.of("DCT");
  const last = filters.at(-1);
  if (last !== jpeg && last !== short) return;
  let packed = stream.contents;
  if (filters.length > 1) {
    stream.dict.set(filter, context.obj(filters.slice(0, -1)));
    packed = decodePDFRawStream(stream).decode();
    stream.dict.delete(PDFName.of("DecodeParms"));
  }
  stream.dict.set(filter, jpeg);
  stream.updateContents(stripJpeg(packed));
}
