/** Made by the bundler from the shipped catalogue. */
declare module 'leafloaf:shelf-pictures' {
  type ShelfPictures = import('#infra/gateway/pages/shelf-pictures.ts').ShelfPictures;
  export const departments: ShelfPictures['departments'];
  export const categories: ShelfPictures['categories'];
}
