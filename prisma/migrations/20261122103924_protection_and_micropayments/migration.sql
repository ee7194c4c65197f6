-- CreateEnum
CREATE TYPE "CarrierOrderKind" AS ENUM ('protection', 'payments_allowed', 'payments_cap', 'payments_biometric');

-- CreateEnum
CREATE TYPE "CarrierOrderState" AS ENUM ('pending', 'sending', 'done', 'failed', 'superseded');

-- AlterEnum
ALTER TYPE "NoticeKind" ADD VALUE 'enrolled';

-- CreateTable
CREATE TABLE "carrier_orders" (
    "id" BIGSERIAL NOT NULL,
    "subscriber_id" BIGINT NOT NULL,
    "kind" "CarrierOrderKind" NOT NULL,
    "wanted" JSONB NOT NULL,
    "idempotency_key" UUID NOT NULL,
    "state" "CarrierOrderState" NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT,
    "level" "SessionLevel",
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "state_before" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "carrier_orders_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "carrier_orders_idempotency_key_key" ON "carrier_orders"("idempotency_key");

-- CreateIndex
CREATE INDEX "carrier_orders_subscriber_id_kind_id_idx" ON "carrier_orders"("subscriber_id", "kind", "id");

-- AddForeignKey
ALTER TABLE "carrier_orders" ADD CONSTRAINT "carrier_orders_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand -------------------------------------------------------------------------------------------------------------------

-- Of a line and kind, one order waits at the most and one is on its way, so that the last one asked for is the last one carried out.
CREATE UNIQUE INDEX carrier_orders_one_pending ON carrier_orders (subscriber_id, kind) WHERE state = 'pending';
CREATE UNIQUE INDEX carrier_orders_one_sending ON carrier_orders (subscriber_id, kind) WHERE state = 'sending';
-- What the worker takes next: what a person asked for never waits behind an enrolment of thousands.
CREATE INDEX carrier_orders_due ON carrier_orders ((actor_type = 'operator'), not_before, id) WHERE state = 'pending';
CREATE INDEX carrier_orders_leased ON carrier_orders (lease_until) WHERE state = 'sending';
-- Ends of pauses are ISO 8601 in UTC, which sort as text.
CREATE INDEX carrier_orders_pauses ON carrier_orders ((wanted ->> 'until')) WHERE kind = 'protection' AND wanted ->> 'state' = 'paused';

ALTER TABLE carrier_orders ADD CONSTRAINT carrier_orders_lease CHECK (
  (state = 'sending') = (lease_owner IS NOT NULL) AND (lease_owner IS NULL) = (lease_until IS NULL));
ALTER TABLE carrier_orders ADD CONSTRAINT carrier_orders_settled CHECK (
  (state IN ('done', 'failed', 'superseded')) = (settled_at IS NOT NULL) AND (state <> 'failed' OR reason IS NOT NULL));
-- No pause without an end.
ALTER TABLE carrier_orders ADD CONSTRAINT carrier_orders_pause_ends CHECK (
  kind <> 'protection' OR (wanted ->> 'state' = 'paused') = (wanted ->> 'until' IS NOT NULL));
ALTER TABLE carrier_orders ADD CONSTRAINT carrier_orders_before CHECK (kind = 'protection' OR state_before IS NULL);
