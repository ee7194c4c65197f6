import sharp from "sharp";
import { seconds } from "#app/shared/time.ts";

// Of all that libvips can open, nothing but what we take: no SVG, no PDF, no ImageMagick, whatever a file
// says that it is.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer"] });
// Nobody's picture stays in memory for the next one.
sharp.cache(false);

/** Twice what most phones take; a file of a few kilobytes can claim any size. */
const MOST_PIXELS = 50_000_000;
const TIMEOUT = seconds(20) / 1_000;

export type CleanedPicture =
  | { ok: true; mediaType: "image/jpeg" | "image/png"; bytes: Buffer }
  | { ok: false; refusal: "broken" | "too-many-pixels" };

/**
 * The picture, decoded and written anew: turned as its EXIF says, and nothing of the file kept but its pixels
 * (no EXIF with its place, no thumbnail, no profile, nothing behind its end). A PNG that would be larger than
 * `mostBytes` becomes a JPEG.
 */
export async function cleanPicture(
  bytes: Uint8Array,
  { format, mostBytes }: { format: "jpeg" | "png"; mostBytes: number },
): Promise<CleanedPicture> {
  const options = { limitInputPixels: MOST_PIXELS, failOn: "error", sequentialRead: true } as const;
  try {
    // Of the header alone: nothing is decoded yet.
    const { format: found, width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (found !== format) return { ok: false, refusal: "broken" };
    if (width * height > MOST_PIXELS) return { ok: false, refusal: "too-many-pixels" };
    const opened = () => sharp(bytes, options).rotate().timeout({ seconds: TIMEOUT });
    const asJpeg = async (quality: number) => ({
      ok: true as const,
      mediaType: "image/jpeg" as const,
      bytes: await opened().flatten({ background: "white" }).jpeg({ quality }).toBuffer(),
    });
    if (format === "png") {
      const png = await opened().png().toBuffer();
      if (png.length <= mostBytes) return { ok: true, mediaType: "image/png", bytes: png };
    }
    const jpeg = await asJpeg(85);
    return jpeg.bytes.length <= mostBytes ? jpeg : await asJpeg(60);
  } catch {
    // Whatever libvips says of it: nobody can see it, so it is no proof.
    return { ok: false, refusal: "broken" };
  }
}
