using CyberIncidents.Application.Requests;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <content>What partners ask of us. Nobody asked anything here; who sees what of that: InboundLeakTests.</content>
internal static partial class Matrix
{
    private static IEnumerable<Surface> OfInbound() =>
    [
        new("what may be asked of us", _ => $"{Api}/request-options",    "403 403 403 403 ok ok ok ok ok 403", Ok, typeof(GetFilingOptionsQuery)),
        new("what was asked of us", _ => $"{Api}/requests?direction=inbound&count=true", "0 0 0 0 0 0 0 0 0 403", Rows),
    ];
}
