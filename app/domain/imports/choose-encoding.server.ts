import type { FileHandle } from "node:fs/promises";
import { encodingDetector } from "#app/domain/imports/detect-encoding.ts";
import { encodingName, type Encoding, type FileEncoding } from "#app/domain/imports/encoding.ts";
import { badFile, type BadFile } from "#app/domain/incidents/read-yaml.ts";
import { ok } from "#app/shared/result.ts";

const PIECE_BYTES = 256 * 1024;

/**
 * Decides in which encoding a file is read, before any of it is: by the mark at its start, or as `named`, or
 * by all its lines. Whoever names it is believed line by line. A file whose mark contradicts is refused, and
 * so is UTF-16, with how to save it instead.
 */
export async function chooseEncoding(
  file: FileHandle,
  named: Encoding | undefined,
): Promise<{ ok: true; value: FileEncoding } | BadFile> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(3), 0, 3, 0);
  const mark = buffer.toString("hex", 0, bytesRead);
  if (mark.startsWith("fffe") || mark.startsWith("feff"))
    return badFile(
      'the file is in UTF-16: save it as CSV in UTF-8 instead (in Excel: "CSV UTF-8 (Comma delimited)", "CSV UTF-8(쉼표로 분리)")',
    );
  const marked = mark === "efbbbf" ? "utf-8" : undefined;
  if (marked && named && named !== marked)
    return badFile(`the file isn't in ${encodingName(named)}: it starts with the mark of UTF-8`);
  if (named) return ok({ encoding: named, named: true, mixed: false });
  if (marked) return ok({ encoding: marked, named: false, mixed: false });

  const detector = encodingDetector();
  // From a position that is named, so that whoever reads on does so from the start.
  const pieces = file.createReadStream({ start: 0, highWaterMark: PIECE_BYTES, autoClose: false });
  for await (const piece of pieces) detector.see(piece as Buffer, false);
  detector.see(Buffer.alloc(0), true);
  return ok(detector.found());
}
