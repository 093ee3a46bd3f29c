-- Shared by all scripts: arguments as name=value after "--", and one line of figures at the end.
local M = {}

function M.arguments(args)
  local named = {}
  for _, pair in ipairs(args) do
    local name, value = pair:match("^([^=]+)=(.*)$")
    named[name] = value
  end
  return named
end

function M.done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    "RESULT requests=%d micros=%d bytes=%d p50=%d p95=%d p99=%d max=%d status=%d broken=%d\n",
    summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(95), latency:percentile(99), latency.max,
    e.status, e.connect + e.read + e.write + e.timeout))
end

return M
