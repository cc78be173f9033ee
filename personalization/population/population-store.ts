/** What is said of a stored population beside its bytes. */
export interface StoredPopulation {
  /** Another one than this was stored. */
  readonly id: string;
  /** How its bytes are to be read; of another format it is not read. */
  readonly format: string;
  /** The facts that it was learned from, as `factsSeen` tells them. */
  readonly learnedFrom: string;
  /** Milliseconds since the epoch. */
  readonly learnedAt: number;
}

/** PORT. Where the latest population outlives the process, and other processes find it. Failures throw. */
export interface PopulationStore {
  /** Null while none is stored. */
  stored(): Promise<StoredPopulation | null>;
  /** The bytes of the one with this id; null when it is gone, was replaced, or is damaged. */
  read(id: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Puts it in the place of the one before: who reads meanwhile gets one of both, whole. */
  save(stored: StoredPopulation, bytes: Uint8Array): Promise<void>;
  /** Leaves nothing stored. */
  clear(): Promise<void>;
  /**
   * Asks to be the one that learns, for so long. False while another holder is; for the same holder it is renewed.
   * Whoever dies holding it keeps it from the others until that is over.
   */
  claim(holder: string, forMs: number): Promise<boolean>;
  /** Lets others learn; nothing happens when another holds it. */
  release(holder: string): Promise<void>;
}
