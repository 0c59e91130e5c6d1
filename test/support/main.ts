// The Worker that hosts the worker tests. It answers nothing: each test imports the part of src it tries (src/worker.ts too),
// so a fault in one page does not stop the tests of the store.
export default {};
