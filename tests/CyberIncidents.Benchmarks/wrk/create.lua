-- Logs a case with three partner countries.
local report = require("report")
local turn = 0

function init()
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  turn = turn + 1
  return wrk.format("POST", "/api/v1/incidents", nil, string.format([[{
    "title": "Recruitment of members through an encrypted chat channel, %d",
    "summary": "Members are recruited in a closed channel. The channel is reached by an invitation that is spread on two forums; the server behind it is rented. Logs are kept.",
    "classification": {"class": "abusive-content", "type": "harmful-speech"},
    "terroristUse": ["recruitment"], "severity": "High", "tlp": "AMBER", "tags": ["campaign"],
    "partners": [{"country": "NL", "roles": ["HostsInfrastructure"]},
                 {"country": "SG", "roles": ["SuspectLocated"]},
                 {"country": "AU", "roles": ["VictimLocated"]}]}]], turn))
end

done = report.done
