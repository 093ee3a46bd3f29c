using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Partners;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>What is typed of a contact point.</summary>
internal sealed class ContactForm
{
    /// <summary>The contact point; null for a new one.</summary>
    public Guid? Id { get; set; }

    public ContactPurpose? Purpose { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string? Language { get; set; }

    public string? BounceAddress { get; set; }

    public long? Version { get; set; }

    /// <summary>The form of a contact point as it stands.</summary>
    public static ContactForm Of(ContactPointDetail contact) => new()
    {
        Id = contact.Id,
        Purpose = contact.Purpose,
        Name = contact.Name,
        Email = contact.Email,
        Phone = contact.Phone,
        Language = contact.Language,
        BounceAddress = contact.BounceAddress,
        Version = contact.Version,
    };

    /// <summary>A new one, as the API takes it.</summary>
    public ContactPointInput Read(Guid organisation) => new()
    {
        OrganisationId = organisation,
        Purpose = Purpose,
        Name = Name,
        Email = TypedFields.OrNull(Email),
        Phone = TypedFields.OrNull(Phone),
        Language = TypedFields.OrNull(Language),
        BounceAddress = TypedFields.OrNull(BounceAddress),
    };

    /// <summary>The change of one of the list.</summary>
    public EditContactPointInput Patch() => new()
    {
        Purpose = new(true, Purpose),
        Name = new(true, Name),
        Email = new(true, TypedFields.OrNull(Email)),
        Phone = new(true, TypedFields.OrNull(Phone)),
        Language = new(true, TypedFields.OrNull(Language)),
        BounceAddress = new(true, TypedFields.OrNull(BounceAddress)),
    };
}

/// <summary>A form of a contact point on the page of its organisation.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Contact">What is typed.</param>
/// <param name="Typed">Whether it was sent: the errors of the page are its own.</param>
internal sealed record ContactFields(Guid Organisation, ContactForm Contact, bool Typed)
{
    /// <summary>Apart from those of the other forms.</summary>
    public string Prefix => Contact.Id is { } id ? $"c{id:N}" : "new";
}
