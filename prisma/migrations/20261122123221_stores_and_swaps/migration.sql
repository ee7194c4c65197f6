-- CreateEnum
CREATE TYPE "CardKind" AS ENUM ('usim', 'esim');

-- CreateEnum
CREATE TYPE "SwapBookingState" AS ENUM ('booked', 'done', 'cancelled', 'no_show', 'displaced');

-- CreateEnum
CREATE TYPE "TicketState" AS ENUM ('waiting', 'offered', 'booked', 'left', 'lapsed');

-- CreateEnum
CREATE TYPE "Relationship" AS ENUM ('self', 'guardian', 'company', 'proxy');

-- CreateEnum
CREATE TYPE "IdDocument" AS ENUM ('resident_card', 'driver_licence', 'passport', 'foreigner_card', 'mobile_id');

-- CreateEnum
CREATE TYPE "IdResult" AS ENUM ('matched', 'not_matched');

-- CreateEnum
CREATE TYPE "SwapState" AS ENUM ('activating', 'active', 'refused');

-- CreateEnum
CREATE TYPE "CertificateKind" AS ENUM ('exposure', 'enrolment', 'swap');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "NoticeKind" ADD VALUE 'visit_booked';
ALTER TYPE "NoticeKind" ADD VALUE 'visit_reminder';
ALTER TYPE "NoticeKind" ADD VALUE 'visit_moved';
ALTER TYPE "NoticeKind" ADD VALUE 'visit_lost';
ALTER TYPE "NoticeKind" ADD VALUE 'card_set_aside';
ALTER TYPE "NoticeKind" ADD VALUE 'at_store';
ALTER TYPE "NoticeKind" ADD VALUE 'swapped';
ALTER TYPE "NoticeKind" ADD VALUE 'visit_cancelled';
ALTER TYPE "NoticeKind" ADD VALUE 'place_ended';
ALTER TYPE "NoticeKind" ADD VALUE 'offer_withdrawn';
ALTER TYPE "NoticeKind" ADD VALUE 'card_refused';
ALTER TYPE "NoticeKind" ADD VALUE 'remote_ordered';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "CarrierOrderKind" ADD VALUE 'activate_card';
ALTER TYPE "CarrierOrderKind" ADD VALUE 'remote_card';

-- AlterTable
ALTER TABLE "notices" ADD COLUMN     "moment_at" TIMESTAMPTZ(3),
ADD COLUMN     "store_id" INTEGER;

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "store_grant_id" BIGINT;

-- CreateTable
CREATE TABLE "stores" (
    "id" SERIAL NOT NULL,
    "incident_id" TEXT NOT NULL,
    "store_ref" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "district" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "lat" DOUBLE PRECISION NOT NULL,
    "lon" DOUBLE PRECISION NOT NULL,
    "phone" TEXT NOT NULL,
    "hours" TEXT NOT NULL,
    "counters" INTEGER NOT NULL,
    "minutes_per_swap" INTEGER NOT NULL,
    "languages" "Language"[],
    "step_free" BOOLEAN NOT NULL,

    CONSTRAINT "stores_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "store_closures" (
    "id" BIGSERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "store_closures_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "store_stock" (
    "store_id" INTEGER NOT NULL,
    "card" "CardKind" NOT NULL,
    "initial" INTEGER NOT NULL,
    "remaining" INTEGER NOT NULL,
    "reserved" INTEGER NOT NULL DEFAULT 0,
    "used" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "store_stock_pkey" PRIMARY KEY ("store_id","card")
);

-- CreateTable
CREATE TABLE "stock_deliveries" (
    "id" BIGSERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "card" "CardKind" NOT NULL,
    "quantity" INTEGER NOT NULL,
    "due_on" TEXT NOT NULL,
    "arrived_at" TIMESTAMPTZ(3),
    "arrived_quantity" INTEGER,

    CONSTRAINT "stock_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_counts" (
    "store_id" INTEGER NOT NULL,
    "card" "CardKind" NOT NULL,
    "day" TEXT NOT NULL,
    "expected" INTEGER NOT NULL,
    "counted" INTEGER NOT NULL,
    "explanation" TEXT,
    "member_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stock_counts_pkey" PRIMARY KEY ("store_id","card","day")
);

-- CreateTable
CREATE TABLE "store_slots" (
    "store_id" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "capacity" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "store_slots_pkey" PRIMARY KEY ("store_id","starts_at")
);

-- CreateTable
CREATE TABLE "swap_visits" (
    "id" BIGSERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "idempotency_key" UUID NOT NULL,
    "store_id" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "slots" INTEGER NOT NULL,
    "slot_minutes" INTEGER NOT NULL,
    "walk_in" BOOLEAN NOT NULL DEFAULT false,
    "booked_at" TIMESTAMPTZ(3) NOT NULL,
    "moves" INTEGER NOT NULL DEFAULT 0,
    "reminded_at" TIMESTAMPTZ(3),
    "arrived_at" TIMESTAMPTZ(3),

    CONSTRAINT "swap_visits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "swap_bookings" (
    "id" BIGSERIAL NOT NULL,
    "visit_id" BIGINT NOT NULL,
    "subscriber_id" BIGINT NOT NULL,
    "card" "CardKind" NOT NULL,
    "state" "SwapBookingState" NOT NULL DEFAULT 'booked',
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "swap_bookings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "waiting_tickets" (
    "id" BIGSERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "idempotency_key" UUID NOT NULL,
    "subscriber_id" BIGINT NOT NULL,
    "store_id" INTEGER NOT NULL,
    "card" "CardKind" NOT NULL,
    "rank" INTEGER NOT NULL,
    "travel_on" TEXT,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "TicketState" NOT NULL DEFAULT 'waiting',
    "offered_until" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "waiting_tickets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "id_checks" (
    "id" BIGSERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "subscriber_id" BIGINT NOT NULL,
    "visit_id" BIGINT,
    "booking_id" BIGINT,
    "member_id" BIGINT NOT NULL,
    "relationship" "Relationship" NOT NULL,
    "document" "IdDocument" NOT NULL,
    "result" "IdResult" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "needs_second" BOOLEAN NOT NULL,
    "told_notice_id" BIGINT,
    "second_member_id" BIGINT,
    "second_at" TIMESTAMPTZ(3),
    "document_check_ref" TEXT,

    CONSTRAINT "id_checks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "swaps" (
    "id" BIGSERIAL NOT NULL,
    "idempotency_key" UUID NOT NULL,
    "booking_id" BIGINT NOT NULL,
    "visit_id" BIGINT NOT NULL,
    "store_id" INTEGER NOT NULL,
    "subscriber_id" BIGINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "id_check_id" BIGINT NOT NULL,
    "card" "CardKind" NOT NULL,
    "iccid_index" BYTEA NOT NULL,
    "envelope" BYTEA,
    "key_id" TEXT,
    "state" "SwapState" NOT NULL DEFAULT 'activating',
    "completed_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "swaps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "store_grants" (
    "id" BIGSERIAL NOT NULL,
    "id_check_id" BIGINT NOT NULL,
    "subscriber_id" BIGINT NOT NULL,
    "store_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "path" TEXT NOT NULL,
    "code_index" BYTEA NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "wrong_dates" INTEGER NOT NULL DEFAULT 0,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "store_grants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificates" (
    "id" BIGSERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "subscriber_id" BIGINT NOT NULL,
    "kind" "CertificateKind" NOT NULL,
    "language" "Language" NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "facts" JSONB NOT NULL,
    "envelope" BYTEA,
    "key_id" TEXT,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "certificates_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "stores_incident_id_region_idx" ON "stores"("incident_id", "region");

-- CreateIndex
CREATE UNIQUE INDEX "stores_incident_id_store_ref_key" ON "stores"("incident_id", "store_ref");

-- CreateIndex
CREATE INDEX "store_closures_store_id_until_idx" ON "store_closures"("store_id", "until");

-- CreateIndex
CREATE UNIQUE INDEX "stock_deliveries_store_id_card_due_on_key" ON "stock_deliveries"("store_id", "card", "due_on");

-- CreateIndex
CREATE UNIQUE INDEX "swap_visits_code_key" ON "swap_visits"("code");

-- CreateIndex
CREATE UNIQUE INDEX "swap_visits_idempotency_key_key" ON "swap_visits"("idempotency_key");

-- CreateIndex
CREATE INDEX "swap_visits_store_id_starts_at_idx" ON "swap_visits"("store_id", "starts_at");

-- CreateIndex
CREATE INDEX "swap_bookings_subscriber_id_idx" ON "swap_bookings"("subscriber_id");

-- CreateIndex
CREATE INDEX "swap_bookings_visit_id_idx" ON "swap_bookings"("visit_id");

-- CreateIndex
CREATE UNIQUE INDEX "waiting_tickets_code_key" ON "waiting_tickets"("code");

-- CreateIndex
CREATE UNIQUE INDEX "waiting_tickets_idempotency_key_key" ON "waiting_tickets"("idempotency_key");

-- CreateIndex
CREATE INDEX "waiting_tickets_subscriber_id_idx" ON "waiting_tickets"("subscriber_id");

-- CreateIndex
CREATE UNIQUE INDEX "id_checks_document_check_ref_key" ON "id_checks"("document_check_ref");

-- CreateIndex
CREATE INDEX "id_checks_booking_id_idx" ON "id_checks"("booking_id");

-- CreateIndex
CREATE INDEX "id_checks_store_id_at_idx" ON "id_checks"("store_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "swaps_idempotency_key_key" ON "swaps"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "swaps_iccid_index_key" ON "swaps"("iccid_index");

-- CreateIndex
CREATE INDEX "swaps_subscriber_id_idx" ON "swaps"("subscriber_id");

-- CreateIndex
CREATE INDEX "swaps_store_id_completed_at_idx" ON "swaps"("store_id", "completed_at");

-- CreateIndex
CREATE UNIQUE INDEX "store_grants_code_index_key" ON "store_grants"("code_index");

-- CreateIndex
CREATE INDEX "store_grants_subscriber_id_idx" ON "store_grants"("subscriber_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificates_code_key" ON "certificates"("code");

-- CreateIndex
CREATE INDEX "certificates_subscriber_id_idx" ON "certificates"("subscriber_id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_store_grant_id_key" ON "sessions"("store_grant_id");

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_store_grant_id_fkey" FOREIGN KEY ("store_grant_id") REFERENCES "store_grants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stores" ADD CONSTRAINT "stores_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "store_closures" ADD CONSTRAINT "store_closures_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "store_stock" ADD CONSTRAINT "store_stock_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_deliveries" ADD CONSTRAINT "stock_deliveries_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_counts" ADD CONSTRAINT "stock_counts_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_counts" ADD CONSTRAINT "stock_counts_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "store_slots" ADD CONSTRAINT "store_slots_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "swap_visits" ADD CONSTRAINT "swap_visits_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "swap_bookings" ADD CONSTRAINT "swap_bookings_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "swap_visits"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "swap_bookings" ADD CONSTRAINT "swap_bookings_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiting_tickets" ADD CONSTRAINT "waiting_tickets_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiting_tickets" ADD CONSTRAINT "waiting_tickets_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "id_checks" ADD CONSTRAINT "id_checks_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "id_checks" ADD CONSTRAINT "id_checks_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "id_checks" ADD CONSTRAINT "id_checks_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "swap_visits"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "id_checks" ADD CONSTRAINT "id_checks_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "swap_bookings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "id_checks" ADD CONSTRAINT "id_checks_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "id_checks" ADD CONSTRAINT "id_checks_second_member_id_fkey" FOREIGN KEY ("second_member_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "id_checks" ADD CONSTRAINT "id_checks_told_notice_id_fkey" FOREIGN KEY ("told_notice_id") REFERENCES "notices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "swaps" ADD CONSTRAINT "swaps_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "swap_bookings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "swaps" ADD CONSTRAINT "swaps_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "swap_visits"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "swaps" ADD CONSTRAINT "swaps_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "swaps" ADD CONSTRAINT "swaps_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "swaps" ADD CONSTRAINT "swaps_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "swaps" ADD CONSTRAINT "swaps_id_check_id_fkey" FOREIGN KEY ("id_check_id") REFERENCES "id_checks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "store_grants" ADD CONSTRAINT "store_grants_id_check_id_fkey" FOREIGN KEY ("id_check_id") REFERENCES "id_checks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "store_grants" ADD CONSTRAINT "store_grants_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "store_grants" ADD CONSTRAINT "store_grants_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "store_grants" ADD CONSTRAINT "store_grants_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand -------------------------------------------------------------------------------------------------------------------

ALTER TABLE stores ADD CONSTRAINT stores_capacity CHECK (counters > 0 AND minutes_per_swap BETWEEN 5 AND 120);
ALTER TABLE store_closures ADD CONSTRAINT store_closures_span CHECK (until > "from");

-- Every card that ever lay on the shelf is still free, promised to somebody, or gone: none is promised twice.
ALTER TABLE store_stock ADD CONSTRAINT store_stock_adds_up CHECK (
  initial = remaining + reserved + used AND remaining >= 0 AND reserved >= 0 AND used >= 0);
ALTER TABLE stock_deliveries ADD CONSTRAINT stock_deliveries_arrived CHECK (
  quantity > 0 AND (arrived_at IS NULL) = (arrived_quantity IS NULL) AND arrived_quantity >= 0);
ALTER TABLE stock_counts ADD CONSTRAINT stock_counts_explained CHECK (counted >= 0 AND (counted = expected OR explanation IS NOT NULL));
ALTER TABLE store_slots ADD CONSTRAINT store_slots_capacity CHECK (taken BETWEEN 0 AND capacity);

ALTER TABLE swap_visits ADD CONSTRAINT swap_visits_slots CHECK (slots >= 0 AND slot_minutes > 0);
CREATE UNIQUE INDEX swap_bookings_one_live ON swap_bookings (subscriber_id) WHERE state = 'booked';
ALTER TABLE swap_bookings ADD CONSTRAINT swap_bookings_settled CHECK ((state = 'booked') = (settled_at IS NULL));

CREATE UNIQUE INDEX waiting_tickets_one_live ON waiting_tickets (subscriber_id) WHERE state IN ('waiting', 'offered');
-- Whose turn it is.
CREATE INDEX waiting_tickets_line ON waiting_tickets (store_id, card, rank, travel_on, joined_at, id) WHERE state = 'waiting';
ALTER TABLE waiting_tickets ADD CONSTRAINT waiting_tickets_states CHECK (
  (state IN ('waiting', 'offered')) = (settled_at IS NULL) AND (state <> 'offered' OR offered_until IS NOT NULL));

ALTER TABLE id_checks ADD CONSTRAINT id_checks_visit CHECK ((visit_id IS NULL) = (booking_id IS NULL));
ALTER TABLE id_checks ADD CONSTRAINT id_checks_second CHECK (
  (second_member_id IS NULL) = (second_at IS NULL) AND second_member_id <> member_id
  AND (NOT needs_second OR result = 'not_matched' OR told_notice_id IS NOT NULL)
  AND (relationship NOT IN ('proxy', 'company') OR needs_second));

-- What was looked at stays as it was written down; all that may come later is the second one's word, and that a purge takes out the reference.
CREATE FUNCTION refuse_change_of_id_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(OLD) - 'second_member_id' - 'second_at' - 'document_check_ref')
    IS DISTINCT FROM (to_jsonb(NEW) - 'second_member_id' - 'second_at' - 'document_check_ref')
    OR (OLD.second_member_id, OLD.second_at) IS DISTINCT FROM (NEW.second_member_id, NEW.second_at) AND OLD.second_member_id IS NOT NULL
    OR NEW.document_check_ref IS DISTINCT FROM OLD.document_check_ref AND OLD.document_check_ref IS NOT NULL AND NEW.document_check_ref IS NOT NULL THEN
    RAISE EXCEPTION 'an ID check can not be changed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER id_checks_unchanged BEFORE UPDATE ON id_checks FOR EACH ROW EXECUTE FUNCTION refuse_change_of_id_check();

-- One card a booking, but where the carrier didn't take the one before.
CREATE UNIQUE INDEX swaps_one_a_booking ON swaps (booking_id) WHERE state <> 'refused';
ALTER TABLE swaps ADD CONSTRAINT swaps_settled CHECK ((state = 'activating') = (settled_at IS NULL));

-- No card changes hands without an ID check of the same visit and line by the same store, and a second word where one is asked for.
CREATE FUNCTION refuse_unchecked_swap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM id_checks c
    JOIN swap_bookings b ON b.id = c.booking_id
    JOIN swap_visits v ON v.id = c.visit_id
    WHERE c.id = NEW.id_check_id AND c.result = 'matched' AND c.booking_id = NEW.booking_id AND c.visit_id = NEW.visit_id
      AND c.store_id = NEW.store_id AND c.subscriber_id = NEW.subscriber_id AND b.subscriber_id = NEW.subscriber_id
      AND b.visit_id = NEW.visit_id AND v.store_id = NEW.store_id
      AND (c.needs_second OR NOT v.walk_in)
      AND (NOT c.needs_second OR c.second_member_id IS NOT NULL OR c.document_check_ref IS NOT NULL)
  ) THEN
    RAISE EXCEPTION 'no swap without an ID check of this visit';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER swaps_checked BEFORE INSERT ON swaps FOR EACH ROW EXECUTE FUNCTION refuse_unchecked_swap();

ALTER TABLE store_grants ADD CONSTRAINT store_grants_short CHECK (expires_at <= issued_at + interval '15 minutes');
-- One check, one action.
CREATE UNIQUE INDEX store_grants_one_a_check ON store_grants (id_check_id) WHERE used_at IS NOT NULL;
-- One action is reached for by signing in, or was opened by an ID check in a store.
ALTER TABLE sessions DROP CONSTRAINT sessions_raised;
ALTER TABLE sessions ADD CONSTRAINT sessions_raised CHECK (
  (raised_for IS NULL) = (raised_until IS NULL) AND (raised_for IS NULL OR level = 'L2' OR store_grant_id IS NOT NULL));

ALTER TABLE notices ADD CONSTRAINT notices_moment CHECK (moment_at IS NULL OR store_id IS NOT NULL);

-- What we certified stays as we certified it; a purge takes the person out.
CREATE FUNCTION refuse_change_of_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(OLD) - 'envelope' - 'key_id') IS DISTINCT FROM (to_jsonb(NEW) - 'envelope' - 'key_id') THEN
    RAISE EXCEPTION 'a certificate can not be changed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificates_unchanged BEFORE UPDATE ON certificates FOR EACH ROW EXECUTE FUNCTION refuse_change_of_certificate();
