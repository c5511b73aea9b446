-- module: calling
-- Intent: whoever writes down a call, a step or a stage waits less: the statements that keep the queue are planned once in a
--   session instead of anew for the few clients of each write, which cost several times what they do. They are looked up by id
--   however many there are.
-- Effect on data: none.

ALTER FUNCTION refresh_call_candidates(uuid[]) SET plan_cache_mode = force_generic_plan;
