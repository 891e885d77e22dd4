"""schema.org: the agency, an item and a data set as JSON-LD."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from gongkai.apps.agencies.models import Agency
from gongkai.apps.portal.addresses import absolute
from gongkai.apps.portal.metadata import item_path
from gongkai.apps.publications.models import Item

Data = dict[str, Any]
# https://schema.org/LegalForceStatus
FORCE = {
    Item.Validity.IN_FORCE: "https://schema.org/InForce",
    Item.Validity.AMENDED: "https://schema.org/PartiallyInForce",
    Item.Validity.REPEALED: "https://schema.org/NotInForce",
    Item.Validity.LAPSED: "https://schema.org/NotInForce",
}


def _without_nothing(data: Data) -> Data:
    return {name: value for name, value in data.items() if value not in ("", None, [], {})}


def organisation(agency: Agency) -> Data:
    """An agency, with what its guide prints."""
    home = absolute(f"/a/{agency.code}/")
    return _without_nothing(
        {
            "@type": "GovernmentOrganization",
            "@id": f"{home}#agency",
            "name": agency.name,
            "alternateName": agency.short_name,
            "url": home,
            "telephone": agency.phone,
            "faxNumber": agency.fax,
            "email": agency.email,
            "identifier": {"@type": "PropertyValue", "name": "统一社会信用代码", "value": agency.credit_code},
            "address": _without_nothing(
                {
                    "@type": "PostalAddress",
                    "addressCountry": "CN",
                    "streetAddress": agency.address,
                    "postalCode": agency.postcode,
                }
            ),
            "parentOrganization": {"@type": "GovernmentOrganization", "name": agency.superior.name}
            if agency.superior
            else None,
        }
    )


def item(one: Item) -> Data:
    """A public item; a normative document is legislation as well, in force or not."""
    address = absolute(item_path(one))
    publisher = {
        "@type": "GovernmentOrganization",
        "@id": absolute(f"/a/{one.agency.code}/#agency"),
        "name": one.agency.name,
    }
    data: Data = {
        "@type": ["Article", "Legislation"] if one.is_normative else "Article",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": one.title,
        "name": one.title,
        "abstract": one.summary,
        "identifier": one.index_number,
        "datePublished": str(one.first_public_on),
        "dateCreated": str(one.issued_on or ""),
        "dateModified": timezone.localdate(one.amended_at).isoformat() if one.amended_at else "",
        "inLanguage": "zh-Hans",
        "isAccessibleForFree": True,
        "articleSection": one.column.name,
        "about": one.topic,
        "genre": one.genre,
        "audience": {"@type": "Audience", "audienceType": one.audience} if one.audience else "",
        "keywords": one.keywords,
        "author": {"@type": "GovernmentOrganization", "name": one.content_source}
        if one.content_source
        else publisher,
        "publisher": publisher,
        "associatedMedia": [
            {
                "@type": "MediaObject",
                "name": file.name,
                "encodingFormat": file.media_type,
                "contentSize": str(file.size),
                "contentUrl": absolute(reverse("portal:file", args=[one.agency.code, one.pk, file.name])),
            }
            for file in one.attachments.all()
        ],
    }
    if one.is_normative:
        data |= {
            "legislationIdentifier": one.document_number,
            "legislationDate": str(one.issued_on or ""),
            "legislationLegalForce": FORCE[Item.Validity(one.validity)],
        }
    return _without_nothing(data)


def dataset(agency: Agency, name: str, description: str, path: str, files: list[tuple[str, str]]) -> Data:
    """A set of open data. files: (media type, path) of each file."""
    return {
        "@type": "Dataset",
        "name": f"{agency.name}{name}",
        "description": description,
        "url": absolute(path),
        "inLanguage": "zh-Hans",
        "isAccessibleForFree": True,
        "license": absolute(f"/a/{agency.code}/data/#licence"),
        "creator": organisation(agency),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media, "contentUrl": absolute(file)}
            for media, file in files
        ],
    }
