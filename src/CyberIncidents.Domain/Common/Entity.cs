namespace CyberIncidents.Domain.Common;

/// <summary>Anything that is stored under a key of its own.</summary>
public abstract class Entity
{
    /// <summary>For materialisation only.</summary>
    protected Entity()
    {
    }

    /// <summary>Makes a new row with a time-ordered key (UUID version 7, RFC 9562).</summary>
    /// <param name="now">The instant of creation.</param>
    protected Entity(DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        CreatedAt = now;
    }

    /// <summary>The key; never shown to people, who use references.</summary>
    public Guid Id { get; private set; }

    /// <summary>When the row was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The concurrency token: 1 when new, raised by every save that changes the row.</summary>
    public long Version { get; private set; } = 1;
}

/// <summary>The root of a consistency boundary; what it did since it was loaded is told to the audit.</summary>
public abstract class AggregateRoot : Entity
{
    private readonly List<string> _acts = [];

    /// <summary>For materialisation only.</summary>
    protected AggregateRoot()
    {
    }

    /// <inheritdoc cref="Entity(DateTimeOffset)"/>
    protected AggregateRoot(DateTimeOffset now)
        : base(now)
    {
    }

    /// <summary>What happened to this aggregate since it was loaded, in order (<c>triage</c>, <c>answer</c>).</summary>
    public IReadOnlyList<string> Acts => _acts;

    /// <summary>Forgets the acts; called once they are in the audit.</summary>
    public void ClearActs() => _acts.Clear();

    /// <summary>Notes an act for the audit, also when no column changes.</summary>
    /// <param name="act">A verb in kebab case.</param>
    protected void Record(string act) => _acts.Add(act);
}

/// <summary>A row that belongs to an aggregate and is audited as part of it.</summary>
public interface IPartOf
{
    /// <summary>The aggregate's type and key.</summary>
    (string Type, Guid Id) Aggregate { get; }
}
