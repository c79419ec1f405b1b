// In place of parts of libraries that nothing here runs: see `[alias]` in wrangler.toml.
module.exports = {};
