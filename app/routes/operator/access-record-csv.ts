import { exportAccessRecord } from "#app/domain/audit/export-access-record.server.ts";
import { staffLoader } from "#app/http/staff-route.server.ts";

/** `?month=2025-09`, as a file to keep. */
export const loader = staffLoader(["auditor"], async ({ ctx, request }) => {
  const month = new URL(request.url).searchParams.get("month") ?? "";
  const lines = exportAccessRecord(ctx, month);
  // What is refused is refused before the first line, with a status.
  const first = await lines.next();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(first.value ?? "")),
    pull: async (controller) => {
      const next = await lines.next();
      if (next.done) controller.close();
      else controller.enqueue(new TextEncoder().encode(next.value));
    },
    cancel: async () => {
      await lines.return();
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="access-record-${month}.csv"`,
    },
  });
});
