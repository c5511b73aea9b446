-- module: deals
-- Intent: deals are filtered, put in order and grouped by the region of their client along an index; the region stands in the
-- deal, and triggers keep it as the client's is.
-- Effect on data: the region of its client is written into each deal; indexes are built.

ALTER TABLE deals ADD COLUMN client_region text;

CREATE FUNCTION deal_takes_region() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.client_region := (SELECT region FROM v_client_regions WHERE id = NEW.client_id);
  RETURN NEW;
END $$;
CREATE TRIGGER deals_take_region BEFORE INSERT OR UPDATE OF client_id ON deals
  FOR EACH ROW EXECUTE FUNCTION deal_takes_region();

CREATE FUNCTION deals_follow_region() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE deals SET client_region = NEW.region WHERE client_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER deals_follow_region AFTER UPDATE OF region ON client_records
  FOR EACH ROW WHEN (OLD.region IS DISTINCT FROM NEW.region) EXECUTE FUNCTION deals_follow_region();

UPDATE deals d SET client_region = c.region FROM v_client_regions c WHERE c.id = d.client_id AND c.region IS NOT NULL;

CREATE INDEX deals_by_region ON deals (sales_system_id, client_region COLLATE "ru-x-icu", id);
-- Groups of every system together.
CREATE INDEX deals_by_client_region ON deals (client_region COLLATE "ru-x-icu");
