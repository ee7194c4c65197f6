-- CreateTable
CREATE TABLE "audit_queue" (
    "event_id" BIGINT NOT NULL,

    CONSTRAINT "audit_queue_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "audit_chain" (
    "number" BIGINT NOT NULL,
    "event_id" BIGINT NOT NULL,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "audit_chain_pkey" PRIMARY KEY ("number")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_chain_event_id_key" ON "audit_chain"("event_id");


-- Invariants ---------------------------------------------------------------------------------------------------------------
-- The chain is only added to, like the trail; the queue is emptied as events get their place.
CREATE TRIGGER audit_chain_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_chain
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();

CREATE FUNCTION queue_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_queue (event_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER audit_events_queued AFTER INSERT ON audit_events
  FOR EACH ROW EXECUTE FUNCTION queue_audit_event();

INSERT INTO audit_queue (event_id) SELECT id FROM audit_events;
