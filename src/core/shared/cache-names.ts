/** The names of the browser caches in which one copy of Graft keeps what it has fetched, and one file of the person's. No image of a project and no trained head is in them. */
export interface CacheNames {
  /** All files that the page needs, of the version in use and, while an older one is still open, of that. */
  readonly app: string;
  /** Large parts that few people need, from their first use on. */
  readonly onDemand: string;
  /** The weights of the built-in base model. */
  readonly baseModel: string;
  /** The files of the model that the person opened last. */
  readonly openedModel: string;
}

/**
 * Several copies may share a host, so that each name ends with where its copy lies.
 * @param folderUrl the folder of the page: absolute, ending in a slash
 */
export function nameCaches(folderUrl: string): CacheNames {
  return {
    app: `graft-app-${folderUrl}`,
    onDemand: `graft-on-demand-${folderUrl}`,
    baseModel: `graft-base-model-${folderUrl}`,
    openedModel: `graft-opened-model-${folderUrl}`,
  };
}
