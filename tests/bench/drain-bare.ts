// The least that an outbox can do: take a batch, mark it done, commit.
import pg from "pg";
import { setting } from "#tests/bench/setting.ts";

const client = new pg.Client({ connectionString: setting("DATABASE_URL") });
await client.connect();
const { rows: campaigns } = await client.query<{ id: number }>(
  "select id from campaigns where finding_id is not null",
);

let sent = 0;
const started = performance.now();
for (let taken = -1; taken !== 0;) {
  await client.query("begin");
  const due = await client.query<{ id: string }>({
    name: "take",
    text: `select id from outbox where campaign_id = $1 and channel = 'sms' and state = 'pending' and not_before <= now()
      order by not_before, id limit $2 for update skip locked`,
    values: [campaigns[0]?.id, setting("BATCH")],
  });
  await client.query({
    name: "done",
    text: "update outbox set state = 'accepted', settled_at = now() where id = any($1)",
    values: [due.rows.map(({ id }) => id)],
  });
  await client.query("commit");
  taken = due.rows.length;
  sent += taken;
}
process.send?.({ sent, seconds: (performance.now() - started) / 1_000 });
await client.end();
process.disconnect();
