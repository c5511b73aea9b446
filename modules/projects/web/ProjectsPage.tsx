/** Placeholder until the screen is written. */
export function ProjectsPage() {
  return null;
}
