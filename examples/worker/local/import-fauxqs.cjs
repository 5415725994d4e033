// fauxqs is an ES module. The TypeScript files run as CommonJS, where a dynamic import would be turned into a require that
// cannot load it; this file is run as it is.
exports.importFauxqs = () => import("fauxqs");
