-- module: projects
-- Intent: the list of projects is filtered, put in order and grouped along indexes, also by the day of the next milestone, which
-- a trigger on the plan keeps in the project; of a project that has ended nothing is next.
-- Effect on data: the day of the next milestone is filled in from the plan of each project; indexes are built.

ALTER TABLE projects ADD COLUMN planned_next_on date;
ALTER TABLE projects ADD COLUMN next_on date GENERATED ALWAYS AS (CASE WHEN closed_at IS NULL THEN planned_next_on END) STORED;

CREATE FUNCTION projects_follow_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE projects p SET planned_next_on = n.planned_on
  FROM (SELECT c.project_id, (SELECT min(m.planned_on) FROM milestones m
          WHERE m.project_id = c.project_id AND m.removed_at IS NULL AND m.reached_on IS NULL) AS planned_on
        FROM (SELECT DISTINCT project_id FROM changed) c) n
  WHERE p.id = n.project_id AND p.planned_next_on IS DISTINCT FROM n.planned_on;
  RETURN NULL;
END $$;
CREATE TRIGGER projects_follow_new_milestones AFTER INSERT ON milestones REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION projects_follow_plan();
CREATE TRIGGER projects_follow_changed_milestones AFTER UPDATE ON milestones REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION projects_follow_plan();
CREATE TRIGGER projects_follow_erased_milestones AFTER DELETE ON milestones REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION projects_follow_plan();

UPDATE projects p SET planned_next_on = (SELECT min(m.planned_on) FROM milestones m
  WHERE m.project_id = p.id AND m.removed_at IS NULL AND m.reached_on IS NULL);

DROP INDEX projects_by_system;
CREATE INDEX projects_open_by_next ON projects (sales_system_id, next_on, id) WHERE closed_at IS NULL;
CREATE INDEX projects_by_next ON projects (sales_system_id, next_on, id);
CREATE INDEX projects_by_value ON projects (sales_system_id, value_minor, id);
CREATE INDEX projects_by_opening ON projects (sales_system_id, opened_at, id);
CREATE INDEX projects_by_commissioning ON projects (sales_system_id, commissioned_on, id);
CREATE INDEX projects_by_close ON projects (sales_system_id, closed_at, id);
CREATE INDEX projects_by_manager ON projects (manager_id, next_on, id);
-- Groups of every system together.
CREATE INDEX projects_by_month ON projects (next_on);
CREATE INDEX projects_by_state ON projects (state);
