namespace CyberIncidents.Domain.Requests;

/// <content>What its legal basis demands.</content>
public sealed partial class Request
{
    /// <summary>What its legal basis demands that it state, as far as it is filled in; it leaves with the request.</summary>
    public IReadOnlyList<BasisField> BasisFields { get; private set; } = [];

    /// <summary>An equal list stays the same one, so that nothing is written where nothing changed.</summary>
    private void Fill(IReadOnlyList<BasisField> fields) => BasisFields = BasisFields.SequenceEqual(fields) ? BasisFields : fields;
}
