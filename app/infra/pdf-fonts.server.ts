import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { resolve } = createRequire(import.meta.url);

/**
 * The fonts that files are written with, read once a process: one for Korean, Latin and Vietnamese, one for
 * Chinese. A file takes in the letters it uses, not the font.
 */
export const pdfFonts = {
  korean: lazily("pretendard/dist/public/static/Pretendard-Regular.otf"),
  bold: lazily("pretendard/dist/public/static/Pretendard-Bold.otf"),
  chinese: lazily("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"),
};
export type PdfFont = keyof typeof pdfFonts;

function lazily(path: string): () => Buffer {
  let bytes: Buffer | null = null;
  return () => (bytes ??= readFileSync(resolve(path)));
}
