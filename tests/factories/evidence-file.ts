import { deflateSync } from "node:zlib";
import { PDFDocument, PDFName, PDFString } from "@cantoo/pdf-lib";
import sharp from "sharp";

const aPicture = () =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: "white" } }).composite([
    {
      input: Buffer.from([255, 0, 0]),
      raw: { width: 1, height: 1, channels: 3 },
      tile: false,
      left: 3,
      top: 3,
    },
  ]);

/** As a phone takes it: turned, with the place, the phone and a remark in its EXIF. */
export const aPhoto = () =>
  aPicture()
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: "CanaryPhone", ImageDescription: "canary-remark" },
      IFD3: {
        GPSLatitudeRef: "N",
        GPSLatitude: "37/1 33/1 58/1",
        GPSLongitudeRef: "E",
        GPSLongitude: "126/1 58/1 41/1",
      },
    })
    .jpeg()
    .toBuffer();

export const aPng = () => aPicture().png().toBuffer();

/**
 * A page with a photo on it, and all that a PDF can carry beside what is seen: scripts, actions, a form, a
 * file, metadata.
 */
export async function aPdf(photo?: Buffer): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.setAuthor("canary-author");
  document.addJavaScript("open", "app.alert('canary-script')");
  await document.attach(Buffer.from(EICAR), "canary.exe");
  const page = document.addPage([300, 200]);
  page.drawText("SEEN ON THE PAGE", { x: 20, y: 150 });
  page.drawImage(await document.embedJpg(photo ?? (await aPhoto())), { x: 20, y: 20, width: 64, height: 48 });
  const field = document.getForm().createTextField("canary-field");
  field.setText("FILLED IN");
  field.addToPage(page, { x: 100, y: 20, width: 100, height: 20 });
  const { context } = document;
  const script = { S: "JavaScript", JS: PDFString.of("app.alert('canary-action')") };
  page.node.set(PDFName.of("AA"), context.obj({ O: script }));
  document.catalog.set(PDFName.of("OpenAction"), context.obj(script));
  const link = { Type: "Annot", Subtype: "Link", Rect: [0, 0, 9, 9] };
  const uri = { S: "URI", URI: PDFString.of("https://canary.example/") };
  page.node.addAnnot(context.register(context.obj({ ...link, A: uri })));
  return Buffer.from(await document.save({ useObjectStreams: false }));
}

async function anEncryptedPdf(): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage().drawText("locked");
  document.encrypt({ userPassword: "19800115", ownerPassword: "owner" });
  return Buffer.from(await document.save());
}

/** The test file of all virus scanners; harmless. Written in two parts, or they would find it here. */
const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");

/** A PNG's header that says so many pixels, with nothing much behind it. */
function pngBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc(1_000_000));
  return Buffer.concat([PNG, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

const PNG = Buffer.from("89504e470d0a1a0a", "hex");

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/**
 * A PDF of some kilobytes with a page that opens, but for the megabytes that its objects unpack to, all of
 * them alike.
 */
function pdfBomb({ megabytes, times }: { megabytes: number; times: number }): Buffer {
  const objects = [
    "<< /Type /Catalog /Pages 3 0 R >>",
    "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 3 0 R /MediaBox [0 0 100 100] >>",
  ];
  const places = objects
    .map(
      (_, one) =>
        `${one + 2} ${
          objects
            .slice(0, one)
            .map((object) => `${object} `)
            .join("").length
        }`,
    )
    .join(" ");
  const unpacked = Buffer.alloc(megabytes * 1024 * 1024, " ");
  unpacked.write(`${places} ${objects.join(" ")}`);
  const packed = deflateSync(unpacked);
  const head = (one: number) =>
    `${one}0 0 obj\n<< /Type /ObjStm /N 3 /First ${places.length + 1} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`;
  const bodies = Array.from({ length: times }, (_, one) => [
    Buffer.from(head(one + 1)),
    packed,
    Buffer.from("\nendstream\nendobj\n"),
  ]);
  const tail = "trailer\n<< /Root 2 0 R >>\n%%EOF\n";
  return Buffer.concat([Buffer.from("%PDF-1.7\n"), ...bodies.flat(), Buffer.from(tail)]);
}

/** A PDF of a picture, with what packs it said elsewhere in the file. */
async function aPdfOf(filter: string, picture: Buffer): Promise<Buffer> {
  const document = await PDFDocument.create();
  const { context } = document;
  const page = document.addPage([300, 200]);
  const named = context.register(PDFName.of(filter));
  const size = { Width: 64, Height: 48, ColorSpace: "DeviceRGB", BitsPerComponent: 8 };
  const image = context.stream(picture, { Type: "XObject", Subtype: "Image", ...size });
  image.dict.set(PDFName.of("Filter"), context.obj([named]));
  page.node.newXObject("Picture", context.register(image));
  return Buffer.from(await document.save({ useObjectStreams: false }));
}

/** A PDF of a photo whose packing is named elsewhere in the file. */
export const anIndirectPdf = async () => aPdfOf("DCTDecode", await aPhoto());

/** A PDF of more pieces than any bill has. */
async function aPdfOfPieces(): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage([300, 200]);
  for (let one = 0; one < 5_001; one += 1) document.context.register(document.context.stream("x"));
  return Buffer.from(await document.save({ useObjectStreams: false }));
}

export type HostileFile = { what: string; name: string; bytes: () => Promise<Buffer>; refusal: string };

const text = (words: string) => () => Promise.resolve(Buffer.from(words));

/**
 * What is refused, each with its reason. An endless body, a body that says it is longer, and names that lead
 * elsewhere are tried beside these.
 */
export const hostileFiles: readonly HostileFile[] = [
  { what: "EICAR", name: "bill.pdf", bytes: text(EICAR), refusal: "not-a-picture-or-pdf" },
  {
    what: "an SVG with a script",
    name: "bill.png",
    bytes: text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    refusal: "not-a-picture-or-pdf",
  },
  {
    what: "HTML as a JPG",
    name: "bill.jpg",
    bytes: text("<!doctype html><script>alert(1)</script>"),
    refusal: "not-a-picture-or-pdf",
  },
  {
    what: "HTML behind the first bytes of a JPEG",
    name: "bill.jpg",
    bytes: () =>
      Promise.resolve(
        Buffer.concat([Buffer.from("ffd8ffe0", "hex"), Buffer.from("<script>alert(1)</script>")]),
      ),
    refusal: "broken",
  },
  {
    what: "a GIF that is a script as well",
    name: "bill.jpg",
    bytes: text("GIF89a/*\0\0*/=alert(1)//"),
    refusal: "not-a-picture-or-pdf",
  },
  {
    what: "a ZIP",
    name: "bill.pdf",
    bytes: () => Promise.resolve(Buffer.from("504b0304140000000000000000000000", "hex")),
    refusal: "not-a-picture-or-pdf",
  },
  {
    what: "a picture of 10,000 million pixels",
    name: "bill.png",
    bytes: () => Promise.resolve(pngBomb(100_000, 100_000)),
    refusal: "too-many-pixels",
  },
  {
    what: "a PDF that unpacks without end",
    name: "bill.pdf",
    bytes: () => Promise.resolve(pdfBomb({ megabytes: 40, times: 1 })),
    refusal: "broken",
  },
  {
    what: "a PDF that unpacks to little, and again and again",
    name: "bill.pdf",
    bytes: () => Promise.resolve(pdfBomb({ megabytes: 12, times: 6 })),
    refusal: "broken",
  },
  { what: "a PDF of 5,001 pieces", name: "bill.pdf", bytes: aPdfOfPieces, refusal: "broken" },
  {
    what: "a PDF of a JPEG 2000",
    name: "bill.pdf",
    bytes: async () => aPdfOf("JPXDecode", await aPhoto()),
    refusal: "broken",
  },
  {
    what: "half a JPEG",
    name: "bill.jpg",
    bytes: async () => {
      const photo = await aPhoto();
      return photo.subarray(0, photo.length - 60);
    },
    refusal: "broken",
  },
  { what: "a PDF without a page", name: "bill.pdf", bytes: text("%PDF-1.7\n%%EOF\n"), refusal: "broken" },
  { what: "a PDF under a password", name: "bill.pdf", bytes: anEncryptedPdf, refusal: "encrypted-pdf" },
  {
    what: "10 MB and one byte",
    name: "bill.jpg",
    bytes: async () =>
      Buffer.concat([await aPhoto(), Buffer.alloc(10 * 1024 * 1024 + 1)]).subarray(0, 10 * 1024 * 1024 + 1),
    refusal: "too-large",
  },
  { what: "nothing", name: "bill.jpg", bytes: text(""), refusal: "not-a-picture-or-pdf" },
];
