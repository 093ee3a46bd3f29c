-- Edits one case after the other, each with the version that it was read at: a file holds "reference version" lines.
local report = require("report")
local cases, turn, tried = {}, 0, false

function init(args)
  local named = report.arguments(args)
  for line in io.lines(named.cases) do
    local reference, version = line:match("^(%S+) (%d+)$")
    cases[#cases + 1] = { reference = reference, version = tonumber(version) }
  end
  wrk.headers["Content-Type"] = "application/merge-patch+json"
end

function request()
  if not tried then
    -- wrk asks once to look at the request and does not send it: no version may rise by that.
    tried = true
    return wrk.format("GET", "/api/v1/incidents/" .. cases[1].reference)
  end
  turn = turn % #cases + 1
  local case = cases[turn]
  wrk.headers["If-Match"] = '"' .. case.version .. '"'
  case.version = case.version + 1
  return wrk.format("PATCH", "/api/v1/incidents/" .. case.reference, nil,
    string.format('{"severity": "%s", "source": "Hotline, call %d"}', case.version % 2 == 0 and "High" or "Medium", case.version))
end

done = report.done
