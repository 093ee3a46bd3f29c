using System.Net;
using CyberIncidents.FunctionalTests.Evidence;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <content>Files: one of ours, one of ours that is RED by itself, one that NL brought.</content>
internal sealed partial class Scene
{
    public string Evidence { get; private set; } = string.Empty;

    public string RedEvidence { get; private set; } = string.Empty;

    public string EvidenceOfNl { get; private set; } = string.Empty;

    private async Task AddEvidenceAsync()
    {
        var owner = this["owner"];
        Evidence = (await owner.UploadAsync(Incident, "Our bytes"u8.ToArray(), $"{Ours}.bin", ("description", $"{Ours} description"))).Expect(HttpStatusCode.Created).Text("id");
        RedEvidence = (await owner.UploadAsync(Incident, "Our red bytes"u8.ToArray(), $"{Ours}-red.bin", ("tlp", "RED"))).Expect(HttpStatusCode.Created).Text("id");
        EvidenceOfNl = (await this["liaison.nl"].UploadAsync(Incident, "Bytes of NL"u8.ToArray(), "from-nl.txt")).Expect(HttpStatusCode.Created).Text("id");
    }
}
