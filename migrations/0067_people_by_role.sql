-- module: clients
-- Intent: people are put in order by their role in the decision along an index of their places; by their client's name and by its
-- last touch they are met along the indexes that the register has.
-- Effect on data: none; an index is built.

-- Roles in the order of their weight in a decision.
CREATE FUNCTION decision_role_rank(role text) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (CASE role
  WHEN 'decision_maker' THEN 1 WHEN 'decision_shaper' THEN 2 WHEN 'influencer' THEN 3 WHEN 'technical' THEN 4
  WHEN 'user' THEN 5 WHEN 'financier' THEN 6 WHEN 'gatekeeper' THEN 7 WHEN 'coach' THEN 8 END)::smallint;

CREATE INDEX client_contacts_by_role_rank ON client_contacts (decision_role_rank(decision_role), contact_id) WHERE left_on IS NULL;
