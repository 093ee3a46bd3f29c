-- Reads one of the paths in a file after the other; the header that says who asks comes from the command line.
local report = require("report")
local requests, turn = {}, 0

function init(args)
  local named = report.arguments(args)
  for path in io.lines(named.paths) do
    requests[#requests + 1] = wrk.format("GET", path)
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

done = report.done
