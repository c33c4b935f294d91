import { memoryPlace } from './place.ts';

export const adapterPlace = memoryPlace;
