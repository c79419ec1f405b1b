// In place of what reads certificates of authenticators: we ask for none, and refuse a passkey that brings one.
module.exports = {};
