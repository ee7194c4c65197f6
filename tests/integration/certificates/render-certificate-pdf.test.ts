import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { renderCertificatePdf } from "#app/domain/certificates/render-certificate-pdf.server.ts";
import { incidentSchema } from "#app/domain/incidents/incident.schema.ts";

const incident = incidentSchema.parse(parse(readFileSync("docs/incidents/femtocell-2025.yaml", "utf8")));

it.each([
  ["ko", "김안심", ["Pretendard"]],
  ["en", "John Smith", ["Pretendard"]],
  ["zh", "王伟", ["NotoSansSC", "Pretendard"]],
  ["vi", "Nguyễn Thị Hạnh", ["Pretendard"]],
] as const)(
  "in %s all that can be found fits one page, with the letters of its own fonts; its properties name nobody",
  { timeout: 20_000 },
  async (language, name, fonts) => {
    const file = await renderCertificatePdf(
      {
        code: "7K2Q-M4XD-9M4X-7K2Q-AB3D",
        language,
        issuedAt: new Date("2025-09-18T20:00:00+09:00"),
        person: { name, number: "010-1234-5678", masked: true },
        incident,
        facts: {
          kind: "exposure",
          announcedAt: "2025-09-18T06:00:00.000Z",
          verdict: "payments",
          found: incident.categories.map(({ key }) => ({
            category: key,
            days: ["2025-09-01", "2025-09-03"],
          })),
        },
      },
      "https://ansim.example",
    );
    const text = file.toString("latin1");
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1);
    for (const font of fonts) expect(text).toMatch(new RegExp(`/FontName /[A-Z]+\\+${font}`));
    expect(file.length).toBeLessThan(100_000);
    // Titles stand there as UTF-16 too.
    const utf16 = Buffer.from(name, "utf16le").swap16().toString("latin1");
    for (const leak of [name, utf16, "010-1234-5678"]) expect(text).not.toContain(leak);
  },
);
