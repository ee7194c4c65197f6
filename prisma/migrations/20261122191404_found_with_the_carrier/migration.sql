-- CreateEnum
CREATE TYPE "OrderOutcome" AS ENUM ('done', 'not_done');

-- AlterEnum
-- This migration adds more than one value to an enum.
ALTER TYPE "NoticeKind" ADD VALUE 'remote_refused';
ALTER TYPE "NoticeKind" ADD VALUE 'payout_failed';

-- AlterTable
ALTER TABLE "staff_members" ADD COLUMN     "holder_ref" TEXT;

-- CreateTable
CREATE TABLE "order_findings" (
    "order_id" BIGINT NOT NULL,
    "outcome" "OrderOutcome" NOT NULL,
    "found_by_id" BIGINT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "agreed_by_id" BIGINT,
    "agreed_at" TIMESTAMPTZ(3),

    CONSTRAINT "order_findings_pkey" PRIMARY KEY ("order_id")
);

-- CreateTable
CREATE TABLE "changed_payments" (
    "item_id" BIGINT NOT NULL,
    "finding_id" INTEGER NOT NULL,
    "noticed_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_by_id" BIGINT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "changed_payments_pkey" PRIMARY KEY ("item_id","finding_id")
);

-- CreateIndex
CREATE INDEX "claims_holder_id_idx" ON "claims"("holder_id");

-- AddForeignKey
ALTER TABLE "order_findings" ADD CONSTRAINT "order_findings_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "carrier_orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_findings" ADD CONSTRAINT "order_findings_found_by_id_fkey" FOREIGN KEY ("found_by_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_findings" ADD CONSTRAINT "order_findings_agreed_by_id_fkey" FOREIGN KEY ("agreed_by_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "changed_payments" ADD CONSTRAINT "changed_payments_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "claim_items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "changed_payments" ADD CONSTRAINT "changed_payments_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "findings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "changed_payments" ADD CONSTRAINT "changed_payments_settled_by_id_fkey" FOREIGN KEY ("settled_by_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand from here on.

-- What was found at the carrier is two people's word, of an order of money whose outcome nobody knows; once agreed it stays.
ALTER TABLE order_findings ADD CONSTRAINT order_findings_two_people CHECK (
  (agreed_by_id IS NULL) = (agreed_at IS NULL) AND agreed_by_id IS DISTINCT FROM found_by_id);
CREATE FUNCTION keep_order_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.agreed_at IS NOT NULL THEN RAISE EXCEPTION 'what two people found stays'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF TG_OP = 'INSERT' AND NEW.agreed_at IS NOT NULL
    OR TG_OP = 'UPDATE' AND (OLD.order_id, OLD.outcome, OLD.found_by_id, OLD.found_at)
      IS DISTINCT FROM (NEW.order_id, NEW.outcome, NEW.found_by_id, NEW.found_at) THEN
    RAISE EXCEPTION 'one finds, another agrees';
  END IF;
  IF NOT EXISTS (SELECT FROM carrier_orders WHERE id = NEW.order_id AND state = 'failed' AND reason = 'carrier-differs'
    AND kind::text IN ('pay_out', 'waive_fee', 'take_offer')) THEN
    RAISE EXCEPTION 'nothing to find out about this order';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_findings_kept BEFORE INSERT OR UPDATE OR DELETE ON order_findings FOR EACH ROW EXECUTE FUNCTION keep_order_finding();

-- How an order of money ended changes only by what two people found.
CREATE FUNCTION keep_ended_money() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.kind::text IN ('pay_out', 'waive_fee', 'take_offer') AND OLD.state IN ('done', 'failed')
    AND (OLD.state, OLD.reason) IS DISTINCT FROM (NEW.state, NEW.reason)
    AND NOT EXISTS (SELECT FROM order_findings f WHERE f.order_id = OLD.id AND f.agreed_at IS NOT NULL AND OLD.state = 'failed'
      AND (f.outcome = 'done' AND NEW.state = 'done' AND NEW.reason IS NULL
        OR f.outcome = 'not_done' AND NEW.state = 'failed' AND NEW.reason = 'found-undone')) THEN
    RAISE EXCEPTION 'an order of money that has ended stays so';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER carrier_orders_money_kept BEFORE UPDATE OF state, reason ON carrier_orders FOR EACH ROW EXECUTE FUNCTION keep_ended_money();

-- As before, and: a payout is ordered anew only where surely nothing was paid.
CREATE OR REPLACE FUNCTION keep_payout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'a payout stays'; END IF;
  IF TG_OP = 'UPDATE' AND (
    (OLD.id, OLD.decision_id, OLD.subscriber_id, OLD.amount_krw, OLD.asked_at)
      IS DISTINCT FROM (NEW.id, NEW.decision_id, NEW.subscriber_id, NEW.amount_krw, NEW.asked_at)
    OR NEW.account_ref IS DISTINCT FROM OLD.account_ref AND NEW.account_ref IS NOT NULL
    OR OLD.state = 'settled' AND to_jsonb(OLD) - 'account_ref' IS DISTINCT FROM to_jsonb(NEW) - 'account_ref'
    OR OLD.order_id <> NEW.order_id AND (NEW.rounds <> OLD.rounds + 1 OR NOT EXISTS (
      SELECT FROM carrier_orders WHERE id = OLD.order_id
        AND (state = 'superseded' OR state = 'failed' AND reason IN ('carrier-refused', 'line-unknown', 'found-undone'))))) THEN
    RAISE EXCEPTION 'a payout can not be changed';
  END IF;
  IF TG_OP = 'INSERT' AND NEW.account_ref IS NULL OR NOT EXISTS (
    SELECT FROM claim_decisions d JOIN claims c ON c.id = d.claim_id
    WHERE d.id = NEW.decision_id AND d.state = 'final' AND c.subscriber_id = NEW.subscriber_id)
    OR NOT EXISTS (
      SELECT FROM carrier_orders o WHERE o.id = NEW.order_id AND o.subscriber_id = NEW.subscriber_id AND o.kind::text = 'pay_out'
        AND (NEW.way <> 'bank_account' OR o.not_before >= (SELECT hold_until FROM bank_accounts WHERE id = NEW.bank_account_id))) THEN
    RAISE EXCEPTION 'no payout without its decision and order';
  END IF;
  RETURN NEW;
END $$;
CREATE INDEX carrier_orders_differing ON carrier_orders (id) WHERE state = 'failed' AND reason = 'carrier-differs';
CREATE INDEX payouts_failed ON payouts (id) WHERE state = 'failed';

ALTER TABLE changed_payments ADD CONSTRAINT changed_payments_settled CHECK ((settled_by_id IS NULL) = (settled_at IS NULL));
CREATE INDEX changed_payments_open ON changed_payments (item_id) WHERE settled_at IS NULL;
