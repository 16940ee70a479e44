/** `resource.action`, such as `course.edit`. Each subgraph names its own. */
export const permissionShape = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/;

/** A permission, or `*` for all of them. */
export const grantableShape = /^(\*|[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*)$/;

/** A noun of the graph, such as `Course`. */
export const resourceTypeShape = /^[A-Z][A-Za-z]{0,39}$/;

/** How a grant names one resource. */
export function resourceName(type?: string | null, id?: string | null): string | null {
  return type && id ? `${type}:${id}` : null;
}
