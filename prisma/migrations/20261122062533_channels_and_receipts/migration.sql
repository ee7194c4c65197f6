-- CreateEnum
CREATE TYPE "Channel" AS ENUM ('sms', 'mail');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('queued', 'sending', 'sent', 'undelivered', 'failed', 'delivered');

-- DropIndex
DROP INDEX "outbox_notice_id_key";

-- AlterTable
ALTER TABLE "subscribers" ADD COLUMN     "has_email" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "channel" "Channel" NOT NULL DEFAULT 'sms';

-- AlterTable
ALTER TABLE "outbox_attempts" ADD COLUMN     "delivery" "DeliveryState";

-- CreateTable
CREATE TABLE "channel_paces" (
    "channel" "Channel" NOT NULL,
    "per_second" DOUBLE PRECISION NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_paces_pkey" PRIMARY KEY ("channel")
);

-- CreateIndex
CREATE UNIQUE INDEX "outbox_notice_id_channel_key" ON "outbox"("notice_id", "channel");


-- Invariants ---------------------------------------------------------------------------------------------------------------
-- Whether a line imported earlier has an address only its envelope knows: false until its row is imported again.
UPDATE subscribers SET row_digest = NULL;

-- Each channel has a way of its own to what is due.
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (campaign_id, channel, not_before, id) WHERE state = 'pending';

ALTER TABLE channel_paces ADD CONSTRAINT channel_paces_range CHECK (per_second > 0 AND per_second <= 10000);
